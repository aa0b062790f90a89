// Asks a house with npm's openai; see ../house_check.py.
import OpenAI from 'openai';

const [baseURL, token, stranger, question] = process.argv.slice(2);
const clientOf = (apiKey) => new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const client = clientOf(token);
const messages = [{ role: 'user', content: question }];
const check = (what, right) => console.log(`${right ? 'ok  ' : 'FAIL'} node: ${what}`);
const refused = async (kind, call, test = () => true) => {
  try {
    await call();
    return false;
  } catch (error) {
    return error instanceof kind && test(error);
  }
};

check('models', (await client.models.list()).data.map((model) => model.id).join() === 'wenyuan,wenyuan/人事制度');
check('a model', (await client.models.retrieve('wenyuan/人事制度')).id === 'wenyuan/人事制度');
const whole = await client.chat.completions.create({ model: 'wenyuan', messages });
const message = whole.choices[0].message;
const place = message.annotations[0].url_citation;
check('an annotation', message.content.slice(place.start_index, place.end_index) === message.content && place.url.includes('/#/documents/'));
let text = '';
let annotations = [];
for await (const chunk of await client.chat.completions.create({ model: 'wenyuan', messages, stream: true })) {
  text += chunk.choices[0]?.delta?.content ?? '';
  annotations = chunk.choices[0]?.delta?.annotations ?? annotations;
}
check('the same in a stream', text === message.content && annotations.length === message.annotations.length);
const final = await client.chat.completions.stream({ model: 'wenyuan', messages }).finalChatCompletion();
check('put together by the client', final.choices[0].message.content === text && final.choices[0].message.annotations.length === annotations.length);
check('tools are refused', await refused(OpenAI.BadRequestError,
  () => client.chat.completions.create({ model: 'wenyuan', messages, tools: [{ type: 'function', function: { name: 'f' } }] }),
  (error) => error.param === 'tools'));
check('an unknown model', await refused(OpenAI.NotFoundError,
  () => client.chat.completions.create({ model: 'gpt-9', messages }), (error) => error.code === 'model_not_found'));
const other = clientOf(stranger);
check("a stranger's models", (await other.models.list()).data.length === 1);
check('a stranger learns nothing', !JSON.stringify(await other.chat.completions.create({ model: 'wenyuan', messages })).includes('15天'));
check('nobody', await refused(OpenAI.AuthenticationError, () => clientOf('wrong').models.list()));
