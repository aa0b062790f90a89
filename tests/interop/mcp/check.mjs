// Asks a house with npm's MCP SDK, over HTTP and over standard input and output; see ../house_check.py.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const house = JSON.parse(process.argv[2]);
const check = (what, right) => console.log(`${right ? 'ok  ' : 'FAIL'} ${what}`);

const overHttp = (token) => new StreamableHTTPClientTransport(new URL(house.url), { requestInit: { headers: { Authorization: `Bearer ${token}` } } });
const overStdio = (token) =>
  new StdioClientTransport({ command: house.program, args: ['mcp', '--data', house.data], env: { WENYUAN_TOKEN: token, LANG: 'C.UTF-8' } });

async function connected(transport) {
  const client = new Client({ name: 'wenyuan-interop', version: '1.0.0' });
  client.errors = [];
  client.onerror = (error) => client.errors.push(error);
  await client.connect(transport);
  return client;
}

async function failure(call) {
  try {
    await call();
    return null;
  } catch (error) {
    return error;
  }
}

async function use(how, transportOf) {
  const client = await connected(transportOf(house.token));
  const tool = (name, args, options) => client.callTool({ name, arguments: args }, undefined, options);
  check(`${how}: connects`, client.getServerVersion().name === 'wenyuan' && client.getInstructions().length > 0);
  const { tools } = await client.listTools();
  check(`${how}: tools`, tools.map((one) => one.name).join() === 'search,ask,read_page,list_libraries' && tools.every((one) => one.annotations.readOnlyHint));
  check(`${how}: ping`, Object.keys(await client.ping()).length === 0);
  const libraries = (await tool('list_libraries', {})).structuredContent.libraries;
  check(`${how}: list_libraries`, libraries.length === 1 && libraries[0].documents === 4);
  const hits = (await tool('search', { query: '年假', k: 3, libraries: ['人事制度'] })).structuredContent.hits;
  check(`${how}: search`, hits[0].text === house.text);
  const answer = await tool('ask', { question: house.question });
  const [sentence] = answer.structuredContent.sentences;
  check(`${how}: ask`, sentence.text === house.said && sentence.citations[0].passage_id === hits[0].passage_id);
  check(`${how}: no thinking`, !JSON.stringify(answer).includes('先看'));
  const page = await tool('read_page', { passage_id: hits[0].passage_id });
  check(`${how}: read_page`, page.structuredContent.text === house.text && page.content[0].text.endsWith(house.text));
  check(`${how}: wrong arguments`, (await tool('search', { query: 'x', k: 1000 })).isError === true);
  check(`${how}: an unknown tool`, (await failure(() => tool('rm', {})))?.code === -32602);
  check(`${how}: an unknown method`, (await failure(() => client.request({ method: 'no/such' }, { parse: (x) => x })))?.code === -32601);
  const { resources } = await client.listResources();
  check(`${how}: resources`, resources.length === 4);
  const uri = `wenyuan://documents/${hits[0].document_id}`;
  check(`${how}: a resource`, (await client.readResource({ uri })).contents[0].text === house.text);
  check(`${how}: templates`, (await client.listResourceTemplates()).resourceTemplates.length === 2);
  const many = await Promise.all(Array.from({ length: 24 }, (_, i) => tool('search', { query: i % 2 ? '年假' : '病假' })));
  check(`${how}: many at a time`, many.every((one, i) => one.structuredContent.hits[0].text.includes(i % 2 ? '年假' : '病假')));
  let news = 0;
  await tool('ask', { question: house.question }, { onprogress: () => ++news });
  check(`${how}: progress`, news > 0);
  const stop = new AbortController();
  setTimeout(() => stop.abort('enough'), 500);
  const stopped = await failure(() => tool('ask', { question: house.slow }, { signal: stop.signal, onprogress: () => {} }));
  check(`${how}: cancelling`, stopped !== null && (await client.ping()) !== null);
  await new Promise((done) => setTimeout(done, 1500));
  check(`${how}: no noise`, client.errors.length === 0);
  if (client.errors.length > 0) console.log(client.errors.map(String).join('\n'));
  await client.close();

  const stranger = await connected(transportOf(house.stranger));
  const seen = await stranger.callTool({ name: 'search', arguments: { query: '年假' } });
  check(`${how}: a stranger finds nothing`, seen.structuredContent.hits.length === 0);
  check(`${how}: a stranger lists nothing`, (await stranger.listResources()).resources.length === 0);
  check(`${how}: a stranger reads nothing`, (await failure(() => stranger.readResource({ uri })))?.code === -32002);
  await stranger.close();
  check(`${how}: nobody`, (await failure(() => connected(transportOf('wrong')))) !== null);
}

await use('mcp over http', overHttp);
await use('mcp over stdio', overStdio);
process.exit(0);
