export const kMostSummarised = 50;

// The page that summarises these documents.
export const addressOfSummary = (documents: string[]) =>
  `/summary?${new URLSearchParams(documents.map((id) => ['of', id])).toString()}`;
