// Asks a server with npm's openai; see ../openai_check.py.
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.argv[2], apiKey: 'none', maxRetries: 0 });
const messages = [{ role: 'user', content: 'hello' }];
const check = (what, right) => console.log(`${right ? 'ok  ' : 'FAIL'} node: ${what}`);
const model = (await client.models.list()).data[0].id;
const body = { model, messages, temperature: 0, max_tokens: 12, ignore_eos: true };

const whole = await client.chat.completions.create(body);
check('a chat', whole.usage.completion_tokens === 12);
let parts = '';
for await (const event of await client.chat.completions.create({ ...body, stream: true })) {
  parts += event.choices[0]?.delta?.content ?? '';
}
check('the same in a stream', parts === whole.choices[0].message.content);
const left = await client.chat.completions.create({ ...body, max_tokens: 400, stream: true });
for await (const event of left) break;  // leaves
try {
  await client.chat.completions.create({ ...body, temperature: -1 });
  check('a wrong number is refused', false);
} catch (error) {
  check('a wrong number is refused', error instanceof OpenAI.BadRequestError && error.code === 'invalid_argument');
}
