import { Provider as TooltipProvider } from '@radix-ui/react-tooltip';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { createHashRouter, Navigate, RouterProvider } from 'react-router-dom';

import { ApiProblem } from './api/problem';
import { AskPage } from './ask/ask-page';
import { Frame } from './frame/frame';
import { NotFound } from './frame/not-found';
import { PageProblem } from './frame/page-problem';
import { LanguageProvider } from './i18n/language';
import { Skeleton } from './kit/skeleton';
import { ToastProvider } from './kit/toasts';
import { LibraryPage } from './library/library-page';
import { SearchPage } from './search/search-page';
import { SessionGate } from './session/session-gate';
import { WelcomePage } from './session/welcome-page';

const DocumentPage = lazy(() => import('./library/document-page'));
const HousePage = lazy(() => import('./house/house-page'));
const ModelsPage = lazy(() => import('./models/models-page'));
const QualityPage = lazy(() => import('./quality/quality-page'));
const SummaryPage = lazy(() => import('./summary/summary-page'));

const kTries = 2;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      // Worth another try only when the server was not reached, or said that it is busy.
      retry: (failures, error) =>
        failures < kTries && error instanceof ApiProblem && (error.status === 0 || error.status === 503),
    },
  },
});

// Made when the app is: main.tsx may change the address before.
const makeRouter = () => createHashRouter(
  [
    { path: '/welcome', element: <WelcomePage />, errorElement: <PageProblem /> },
    {
      element: (
        <SessionGate>
          <Frame />
        </SessionGate>
      ),
      errorElement: <PageProblem />,
      children: [
        { path: '/', element: <Navigate to="/ask" replace /> },
        {
          errorElement: <PageProblem />,
          children: [
            { path: '/ask', element: <AskPage /> },
            { path: '/library', element: <LibraryPage /> },
            { path: '/documents/:id', element: <DocumentPage /> },
            { path: '/search', element: <SearchPage /> },
            { path: '/summary', element: <SummaryPage /> },
            { path: '/quality', element: <QualityPage /> },
            { path: '/models', element: <ModelsPage /> },
            { path: '/house', element: <HousePage /> },
            { path: '/house/:section', element: <HousePage /> },
            { path: '*', element: <NotFound /> },
          ],
        },
      ],
    },
  ],
  { future: { v7_relativeSplatPath: true } },
);

export function App() {
  const [router] = useState(makeRouter);
  return (
    <LanguageProvider>
      <QueryClientProvider client={queries}>
        <TooltipProvider delayDuration={350} skipDelayDuration={200}>
          <ToastProvider>
            <Suspense fallback={<Skeleton lines={6} />}>
              <RouterProvider router={router} future={{ v7_startTransition: true }} />
            </Suspense>
          </ToastProvider>
        </TooltipProvider>
      </QueryClientProvider>
    </LanguageProvider>
  );
}
