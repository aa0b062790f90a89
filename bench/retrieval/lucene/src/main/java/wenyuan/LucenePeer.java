package wenyuan;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * Lucene as a peer: one field of words split at blanks, BM25, no positions, one segment.
 *   build CORPUS INDEX   prints one line of JSON
 *   serve INDEX          reads "ask FILE FILTER K" lines, see bench/retrieval/README.md
 */
public final class LucenePeer {
  private static final double WRITER_MIB = 500;

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 3 && arguments[0].equals("build")) {
      build(Path.of(arguments[1]), Path.of(arguments[2]));
    } else if (arguments.length == 2 && arguments[0].equals("serve")) {
      serve(Path.of(arguments[1]));
    } else {
      throw new IllegalArgumentException("usage: build CORPUS INDEX | serve INDEX");
    }
  }

  private static void build(Path corpus, Path folder) throws IOException {
    FieldType words = new FieldType();
    words.setTokenized(true);
    words.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    words.setOmitNorms(false);
    words.freeze();
    IndexWriterConfig config = new IndexWriterConfig(new WhitespaceAnalyzer());
    config.setSimilarity(new BM25Similarity(1.2F, 0.75F));
    config.setMergeScheduler(new SerialMergeScheduler());
    config.setMergePolicy(new LogByteSizeMergePolicy()); // keeps the order: a document's id is its line
    config.setRAMBufferSizeMB(WRITER_MIB);
    config.setUseCompoundFile(false);
    long count = 0;
    try (Directory directory = FSDirectory.open(folder);
        IndexWriter writer = new IndexWriter(directory, config);
        BufferedReader documents = Files.newBufferedReader(corpus.resolve("documents.txt"));
        BufferedReader chunks = Files.newBufferedReader(corpus.resolve("chunks.txt"))) {
      for (String line; (line = documents.readLine()) != null; ) {
        String[] parts = line.split(" ");
        for (int chunk = Integer.parseInt(parts[0]); chunk > 0; --chunk, ++count) {
          Document document = new Document();
          document.add(new Field("body", chunks.readLine(), words));
          for (int i = 1; i < parts.length; ++i) document.add(new StringField("group", parts[i], Field.Store.NO));
          writer.addDocument(document);
        }
      }
      writer.forceMerge(1);
      writer.commit();
    }
    long bytes = 0;
    int segments;
    try (Directory directory = FSDirectory.open(folder); DirectoryReader reader = DirectoryReader.open(directory)) {
      for (String name : directory.listAll()) bytes += directory.fileLength(name);
      segments = reader.leaves().size();
    }
    OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.out.printf(Locale.ROOT,
        "{\"engine\": \"lucene\", \"chunks\": %d, \"segments\": %d, \"bytes\": %d, \"cpu_seconds\": %.2f, \"peak_rss_mib\": %.0f}%n",
        count, segments, bytes, system.getProcessCpuTime() * 1e-9, peakMib());
  }

  private static double peakMib() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM")) return Double.parseDouble(line.split("\\s+")[1]) / 1024;
    }
    throw new IOException("/proc/self/status has no VmHWM");
  }

  private static void serve(Path folder) throws IOException {
    PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Directory directory = FSDirectory.open(folder); DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setSimilarity(new BM25Similarity(1.2F, 0.75F));
      searcher.setQueryCache(null);
      for (String line; (line = in.readLine()) != null; ) {
        String[] ask = line.split(" ");
        answer(searcher, Path.of(ask[1]), ask[2], Integer.parseInt(ask[3]), out);
      }
    }
  }

  private static void answer(IndexSearcher searcher, Path file, String filter, int k, PrintStream out) throws IOException {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    List<String> questions = Files.readAllLines(file);
    StringBuilder text = new StringBuilder();
    text.append(questions.size()).append('\n');
    for (String line : questions) {
      long began = clock.getCurrentThreadCpuTime();
      Query query = question(line, filter);
      ScoreDoc[] hits = searcher.search(query, new TopScoreDocCollectorManager(k, null, k)).scoreDocs;
      text.append(clock.getCurrentThreadCpuTime() - began).append('\t');
      for (ScoreDoc hit : hits) text.append(hit.doc).append(':').append(hit.score).append(' ');
      text.append('\n');
    }
    out.print(text);
    out.flush();
  }

  private static Query question(String line, String filter) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (String word : line.split(" ")) any.add(new TermQuery(new Term("body", word)), BooleanClause.Occur.SHOULD);
    if (filter.equals("none")) return any.build();
    return new BooleanQuery.Builder()
        .add(any.build(), BooleanClause.Occur.MUST)
        .add(new TermQuery(new Term("group", filter)), BooleanClause.Occur.FILTER)
        .build();
  }
}
