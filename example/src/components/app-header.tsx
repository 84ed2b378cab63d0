import { Text, View } from '@tarojs/components';
import { getCurrentPages, navigateBack, navigateTo, redirectTo } from '@tarojs/taro';
import { useLanguage } from '../texts/language';
import { ActionButton } from './action-button';
import './app-header.css';

interface AppHeaderProps {
  /** What is behind this page; H5 has no bar of the platform with the way back. */
  back?: string;
  /** Whether this page is that of the line. */
  onLine?: boolean;
}

/** The line on top of each page: where we are, the way back, the line's health, the language. */
export function AppHeader({ back, onLine = false }: AppHeaderProps) {
  const { texts, language, toggleLanguage } = useLanguage();
  return (
    <View className="app-header">
      {back !== undefined && process.env.TARO_ENV === 'h5' ? (
        <ActionButton look="quiet" onPress={leave}>
          <Text className="app-header-chevron">‹</Text>
          <Text>{back}</Text>
        </ActionButton>
      ) : (
        <Text className="app-header-brand">{texts.appName}</Text>
      )}
      <View className="app-header-links">
        {!onLine && (
          <ActionButton id="line-link" look="quiet" label={texts.lineHealth} onPress={openLine}>
            {texts.line}
          </ActionButton>
        )}
        <ActionButton look="quiet" onPress={toggleLanguage} label={texts.switchLanguage}>
          <Text className={language === 'zh' ? 'language language-on' : 'language'}>中</Text>
          <Text className="language">/</Text>
          <Text className={language === 'en' ? 'language language-on' : 'language'}>EN</Text>
        </ActionButton>
      </View>
    </View>
  );
}

function openLine(): void {
  void navigateTo({ url: '/pages/line/index' });
}

function leave(): void {
  if (getCurrentPages().length > 1) void navigateBack();
  else void redirectTo({ url: '/pages/index/index' });
}
