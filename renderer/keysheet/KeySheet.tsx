import { useTranslation } from 'react-i18next'
import { keysText } from '../commands/keys'
import { useCommandList } from '../commands/useCommands'
import { Dialog } from '../design/Dialog'
import { Kbd } from '../design/Kbd'
import './keysheet.css'

/** Every command that has keys now, as the registry has them: nothing is written twice. */
export const KeySheet = ({ onClose }: { onClose(): void }) => {
  const { t } = useTranslation()
  const commands = useCommandList().filter(({ keys }) => keys && keys.length > 0)
  const groups = [...new Set(commands.map(({ group }) => group ?? ''))].sort(
    (a, b) => Number(a === '') - Number(b === ''),
  )
  return (
    <Dialog title={t('allKeys')} isOpen wide onClose={onClose}>
      <div className="key-sheet">
        {groups.map((group) => (
          <section key={group} aria-label={group || t('thisPage')}>
            <h3>{group || t('thisPage')}</h3>
            <dl>
              {commands
                .filter((command) => (command.group ?? '') === group)
                .map(({ id, label, keys }) => (
                  <div key={id}>
                    <dt className="cut">{label}</dt>
                    <dd>
                      {keys?.map((one) => (
                        <Kbd key={one}>{keysText(one)}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
