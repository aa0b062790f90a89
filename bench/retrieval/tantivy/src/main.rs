//! Tantivy as a peer: one field of words split at blanks, BM25, no positions, one segment.
//!   tantivy-peer build CORPUS INDEX     prints one line of JSON
//!   tantivy-peer serve INDEX            reads "ask FILE FILTER K" lines, see bench/retrieval/README.md

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::*;
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{doc, Index, IndexWriter, Searcher, Term};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;
const WRITER_BYTES: usize = 600_000_000;

fn seconds(clock: libc::clockid_t) -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    unsafe { libc::clock_gettime(clock, &mut time) };
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

fn peak_mib() -> Outcome<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .ok_or("no VmHWM")?;
    Ok(line.split_whitespace().nth(1).ok_or("no value")?.parse::<f64>()? / 1024.0)
}

fn lines(path: &Path) -> Outcome<impl Iterator<Item = io::Result<String>>> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(BufReader::with_capacity(1 << 20, file).lines())
}

fn register_blanks(index: &Index) {
    let blanks = TextAnalyzer::builder(WhitespaceTokenizer::default()).build();
    index.tokenizers().register("blanks", blanks);
}

fn build(corpus: &Path, folder: &Path) -> Outcome<()> {
    let words = |option| {
        TextFieldIndexing::default()
            .set_tokenizer("blanks")
            .set_index_option(option)
    };
    let mut schema = Schema::builder();
    let body_words = words(IndexRecordOption::WithFreqs).set_fieldnorms(true);
    let body = schema.add_text_field("body", TextOptions::default().set_indexing_options(body_words));
    let group_words = words(IndexRecordOption::Basic).set_fieldnorms(false);
    let group = schema.add_text_field("group", TextOptions::default().set_indexing_options(group_words));
    let number = schema.add_u64_field("number", FAST);
    std::fs::create_dir_all(folder)?;
    let index = Index::create_in_dir(folder, schema.build())?;
    register_blanks(&index);
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_BYTES)?;
    let mut chunks = lines(&corpus.join("chunks.txt"))?;
    let mut count = 0u64;
    for document in lines(&corpus.join("documents.txt"))? {
        let document = document?;
        let (of_document, groups) = document.split_once(' ').unwrap_or((&document, ""));
        for _ in 0..of_document.parse::<u64>()? {
            let text = chunks.next().ok_or("chunks.txt is shorter than documents.txt says")??;
            writer.add_document(doc!(body => text, group => groups, number => count))?;
            count += 1;
        }
    }
    writer.commit()?;
    let before = seconds(libc::CLOCK_PROCESS_CPUTIME_ID);
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    let cpu = seconds(libc::CLOCK_PROCESS_CPUTIME_ID);
    let searcher = index.reader()?.searcher();
    let mut body_bytes = 0;
    for segment in searcher.segment_readers() {
        let space = segment.space_usage()?;
        for usage in [space.termdict(), space.postings(), space.fieldnorms()] {
            body_bytes += usage
                .fields()
                .filter(|of| of.field_name() == "body")
                .map(|of| of.total().get_bytes())
                .sum::<u64>();
        }
    }
    println!(
        "{{\"engine\": \"tantivy\", \"chunks\": {count}, \"segments\": {}, \"bytes\": {body_bytes}, \"cpu_seconds\": {cpu:.2}, \
         \"merge_cpu_seconds\": {:.2}, \"peak_rss_mib\": {:.0}}}",
        searcher.segment_readers().len(), cpu - before, peak_mib()?
    );
    Ok(())
}

struct Fields {
    body: Field,
    group: Field,
}

fn question(line: &str, filter: &str, fields: &Fields) -> Box<dyn Query> {
    let of_word = |word| {
        let term = Term::from_field_text(fields.body, word);
        let query: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
        (Occur::Should, query)
    };
    let any: Box<dyn Query> = Box::new(BooleanQuery::new(line.split(' ').map(of_word).collect()));
    if filter == "none" {
        return any;
    }
    let group = TermQuery::new(Term::from_field_text(fields.group, filter), IndexRecordOption::Basic);
    let permitted: Box<dyn Query> = Box::new(ConstScoreQuery::new(Box::new(group), 0.0));
    Box::new(BooleanQuery::new(vec![(Occur::Must, any), (Occur::Must, permitted)]))
}

fn answer(searcher: &Searcher, fields: &Fields, ask: &[&str], out: &mut impl Write) -> Outcome<()> {
    let [file, filter, k] = ask else {
        return Err("expected: ask FILE FILTER K".into());
    };
    let k = k.parse()?;
    let asked = lines(Path::new(file))?.collect::<io::Result<Vec<_>>>()?;
    let numbers = searcher
        .segment_readers()
        .iter()
        .map(|one| one.fast_fields().u64("number"))
        .collect::<Result<Vec<_>, _>>()?;
    writeln!(out, "{}", asked.len())?;
    for line in &asked {
        let began = seconds(libc::CLOCK_THREAD_CPUTIME_ID);
        let query = question(line, filter, fields);
        let hits = searcher.search(&*query, &TopDocs::with_limit(k).order_by_score())?;
        let took = seconds(libc::CLOCK_THREAD_CPUTIME_ID) - began;
        write!(out, "{:.0}\t", took * 1e9)?;
        for (score, at) in hits {
            let number = numbers[at.segment_ord as usize].first(at.doc_id).ok_or("no number")?;
            write!(out, "{number}:{score:.5} ")?;
        }
        writeln!(out)?;
    }
    out.flush()?;
    Ok(())
}

fn serve(folder: &Path) -> Outcome<()> {
    let index = Index::open_in_dir(folder)?;
    register_blanks(&index);
    let schema = index.schema();
    let fields = Fields {
        body: schema.get_field("body")?,
        group: schema.get_field("group")?,
    };
    let searcher = index.reader()?.searcher();
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        answer(
            &searcher,
            &fields,
            &line.split(' ').skip(1).collect::<Vec<_>>(),
            &mut out,
        )?;
    }
    Ok(())
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [_, "build", corpus, index] => build(Path::new(corpus), Path::new(index)),
        [_, "serve", index] => serve(Path::new(index)),
        _ => Err("usage: tantivy-peer build CORPUS INDEX | serve INDEX".into()),
    }
}
