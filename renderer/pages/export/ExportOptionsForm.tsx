import { useTranslation } from 'react-i18next'
import type { FormatDescription } from '../../../shared/formats/exportFormats'
import type { ExportOption, ExportWishes } from '../../../shared/formats/exportOptions'
import { Checkbox } from '../../design/Checkbox'
import { Select } from '../../design/Select'
import { PlaceField } from '../home/PlaceField'

/** What may be chosen of a format, and where its file goes. */
export const ExportOptionsForm = ({
  format,
  options,
  folder,
  name,
  overwrite,
  onOptions,
  onFolder,
  onOverwrite,
}: {
  format: FormatDescription
  options: ExportWishes
  folder: string
  name: string
  overwrite: boolean
  onOptions(options: ExportWishes): void
  onFolder(folder: string): void
  onOverwrite(overwrite: boolean): void
}) => {
  const { t } = useTranslation('export')
  const choices = Object.entries(format.options) as [ExportOption, readonly (string | boolean)[]][]
  return (
    <section className="export-options" aria-label={t('options')}>
      <div className="export-choices">
        {choices
          .filter(([, values]) => values.length > 1)
          .map(([option, values]) =>
            typeof values[0] === 'boolean' ? (
              <Checkbox
                key={option}
                label={t(`option.${option}`)}
                checked={(options[option] ?? values[0]) === true}
                onChange={(checked) => onOptions({ ...options, [option]: checked })}
              />
            ) : (
              <Select
                key={option}
                label={t(`option.${option}`)}
                value={String(options[option] ?? values[0])}
                choices={values.map((value) => ({ value: String(value), label: t(`value.${value as Value}`) }))}
                onChange={(value) => onOptions({ ...options, [option]: value })}
              />
            ),
          )}
      </div>
      <PlaceField label={t('folder')} value={folder} purpose="export-folder" onChange={onFolder} />
      <div className="row">
        <span className="caption grow cut" title={name}>
          {t('willBe', { name })}
        </span>
        <Checkbox label={t('overwrite')} checked={overwrite} onChange={onOverwrite} />
      </div>
    </section>
  )
}

/** The words among the options' values. */
type Value =
  | 'float32'
  | 'float16'
  | 'logits'
  | 'probabilities'
  | 'inside'
  | 'outside'
  | 'nchw'
  | 'nhwc'
  | 'project'
  | 'torchvision'
