import { Text, View } from '@tarojs/components';
import { getCurrentPages, navigateBack, redirectTo } from '@tarojs/taro';
import { useLanguage } from '../language';
import { ActionButton } from './action-button';
import './app-header.css';

/** The line on top of each page: where we are, the way back (H5 has no bar of the platform for it), the language. */
export function AppHeader({ back = false }: { back?: boolean }) {
  const { texts, language, toggleLanguage } = useLanguage();
  const hasBack = back && process.env.TARO_ENV === 'h5';
  return (
    <View className="app-header">
      {hasBack ? (
        <ActionButton look="quiet" onPress={leave}>
          <Text className="app-header-chevron">‹</Text>
          <Text>{texts.lots}</Text>
        </ActionButton>
      ) : (
        <Text className="app-header-brand">{texts.appName}</Text>
      )}
      <ActionButton look="quiet" onPress={toggleLanguage} label={texts.switchLanguage}>
        <Text className={language === 'zh' ? 'language language-on' : 'language'}>中</Text>
        <Text className="language">/</Text>
        <Text className={language === 'en' ? 'language language-on' : 'language'}>EN</Text>
      </ActionButton>
    </View>
  );
}

function leave(): void {
  if (getCurrentPages().length > 1) void navigateBack();
  else void redirectTo({ url: '/pages/index/index' });
}
