import type { components } from './schema';

// Short names for the shapes of docs/openapi.yaml; schema.d.ts is made from it by `npm run types`.
type Schemas = components['schemas'];

export type Answer = Schemas['Answer'];
export type Block = Schemas['Blocks']['blocks'][number];
export type Blocks = Schemas['Blocks'];
export type Box = Schemas['Box'];
export type Chunk = Schemas['Chunk'];
export type Citation = Schemas['Citation'];
export type Counts = Schemas['Counts'];
export type DocumentInfo = Schemas['Document'];
export type DocumentState = Schemas['DocumentState'];
export type Grant = Schemas['Grant'];
export type Hit = Schemas['Hit'];
export type Library = Schemas['Library'];
export type LineageStep = Schemas['LineageStep'];
export type Me = Schemas['Me'];
export type Problem = Schemas['Problem'];
export type Readers = Schemas['Readers'];
export type Received = Schemas['Received'];
export type Revision = Schemas['Revision'];
export type Role = Schemas['Role'];
export type SearchResult = Schemas['SearchResult'];
export type Sentence = Schemas['Sentence'];
export type Stage = Schemas['Stage'];
export type Table = NonNullable<Block['table']>;
export type TableCell = Table['cells'][number];
export type Token = Schemas['Token'];
export type User = Schemas['User'];

export type Difference = Schemas['Difference'];
export type Estimate = Schemas['Estimate'];
export type GateFinding = Schemas['GateFinding'];
export type GateRule = Schemas['GateRule'];
export type Measure = Schemas['Measure'];
export type NewQuestion = Schemas['NewQuestion'];
export type NewThumb = Schemas['NewThumb'];
export type QualityComparison = Schemas['QualityComparison'];
export type QualityQuestion = Schemas['QualityQuestion'];
export type QualityResult = Schemas['QualityResult'];
export type QualityRun = Schemas['QualityRun'];
export type QuestionSet = Schemas['QuestionSet'];
export type Thumb = Schemas['Thumb'];
export type Verdict = Schemas['Verdict'];
