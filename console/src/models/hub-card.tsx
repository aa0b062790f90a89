import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { lookAtHub, type ModelPlace, type WantedModel } from '../api/models';
import { formatBytes } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Field } from '../kit/field';
import { ProblemNote } from '../kit/problem-note';
import { Select } from '../kit/select';
import styles from './hub-card.module.css';
import pageStyles from './models-page.module.css';

const kHubs = [
  { value: 'huggingface', label: 'Hugging Face' },
  { value: 'modelscope', label: 'ModelScope 魔搭' },
];

interface HubCardProperties {
  free: number; // bytes of memory
  busy: boolean;
  onFetch: (model: WantedModel) => void;
}

// Finds a model in a hub, shows what there is of it and its licence, and asks for one to be fetched.
export function HubCard({ free, busy, onFetch }: HubCardProperties) {
  const { t, language } = useLanguage();
  const [place, goTo] = useState<ModelPlace>({ name: '', from: 'huggingface' });
  const [file, choose] = useState('');
  const [accepted, accept] = useState(false);
  const look = useMutation({
    mutationFn: (where: ModelPlace) => lookAtHub(where),
    onSuccess: ({ offers }) => {
      choose(offers.length === 1 ? offers[0]!.file : '');
      accept(false);
    },
  });
  const found = look.data;
  const looked = look.variables;
  return (
    <section className={pageStyles.card} data-model-hub>
      <h2>{t('models.hub')}</h2>
      <form
        className={styles.where}
        onSubmit={(event) => {
          event.preventDefault();
          look.mutate({ ...place, name: place.name.trim() });
        }}
      >
        <Select
          name={t('models.hub.from')}
          value={place.from}
          options={kHubs}
          onChange={(event) => goTo({ ...place, from: event.target.value })}
        />
        <Field
          label={t('models.hub.name')}
          hint={t('models.hub.hint')}
          placeholder="Qwen/Qwen2.5-7B-Instruct-GGUF"
          value={place.name}
          onChange={(event) => goTo({ ...place, name: event.target.value })}
        />
        <Button type="submit" busy={look.isPending} disabled={!place.name.trim().includes('/')}>
          {t('models.hub.look')}
        </Button>
      </form>
      {look.isError && <ProblemNote error={look.error} />}
      {found && looked && (
        <>
          <p>
            <strong>{found.source}</strong> ·{' '}
            {found.licence ? t('models.licence', { licence: found.licence }) : t('models.noLicence')}
          </p>
          {found.offers.length === 0 && <p className={pageStyles.second}>{t('models.hub.nothing')}</p>}
          <div role="radiogroup" aria-label={t('models.hub.offers')} className={styles.offers}>
            {found.offers.map((offer) => (
              <label key={offer.file} className={styles.offer}>
                <input type="radio" name="offer" checked={offer.file === file} onChange={() => choose(offer.file)} />
                <span className={pageStyles.file}>{offer.file}</span>
                <span className={pageStyles.state}>
                  {[offer.quantisation, formatBytes(language, offer.bytes)].filter(Boolean).join(' · ')}
                  {offer.bytes > free && <span className={pageStyles.bad}> {t('models.hub.tooBig')}</span>}
                </span>
              </label>
            ))}
          </div>
          {found.offers.length > 0 && (
            <>
              <label className={styles.licence}>
                <input type="checkbox" checked={accepted} onChange={(event) => accept(event.target.checked)} />
                {found.licence ? t('models.hub.accept', { licence: found.licence }) : t('models.hub.acceptUnknown')}
              </label>
              <div>
                <Button busy={busy} disabled={!file || !accepted} onClick={() => onFetch({ ...looked, file })}>
                  {t('models.hub.fetch')}
                </Button>
              </div>
            </>
          )}
        </>
      )}
    </section>
  );
}
