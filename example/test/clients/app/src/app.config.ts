export default defineAppConfig({
  pages: [
    'pages/mqtt/index',
    'pages/socket-io/index',
    'pages/graphql-ws/index',
    'pages/centrifuge/index',
    'pages/stomp/index',
    'pages/hook-stomp/index',
  ],
});
