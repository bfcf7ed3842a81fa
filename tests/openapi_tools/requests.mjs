// Requests of a client that openapi-generator wrote, sent one after the other: node requests.mjs CLIENT BASE-URL
// The same requests, in the same order, stand in requests.rs.
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, basePath] = process.argv.slice(2);
const api = createRequire(import.meta.url)(resolve(folder, "index.js"));
const configuration = new api.Configuration({ basePath, accessToken: async () => "local" });
const of = (name) => new api[`${name}Api`](configuration);

const id = "a/b ü=";
const requests = [
  () =>
    of("Mail").userListMessagesMe({
      $select: ["subject", "receivedDateTime"],
      $filter: "isRead eq false and subject eq 'a&b'",
      $orderby: ["receivedDateTime desc"],
      $top: 2,
      $count: true,
      prefer: 'outlook.body-content-type="text"',
    }),
  () =>
    of("Mail").userSendmailMe({
      userSendmailRequest: {
        message: { subject: "Lunch?", toRecipients: [{ emailAddress: { address: "ada@example.com" } }] },
        saveToSentItems: false,
      },
    }),
  // The bindings name the type where a service takes several.
  () =>
    of("Mail").messageUpdateMe({
      messageId: id,
      microsoftGraphMessageVariants: { atOdataType: "#microsoft.graph.message", isRead: true, subject: null },
    }),
  () =>
    of("Mail").messageMoveMeMailFolders({
      mailFolderId: "inbox",
      messageId: id,
      messageMoveRequest: { destinationId: "archive" },
    }),
  () =>
    of("Groups").conversationPostThreadsGroups({
      groupId: "1",
      conversationId: id,
      microsoftGraphConversationThread: {
        topic: "Plans",
        posts: [{ body: { contentType: "html", content: "<p>At noon?</p>" } }],
      },
    }),
  () =>
    of("Groups").groupPostMembersRef({
      groupId: "1",
      reference: { atOdataId: "https://graph.microsoft.com/v1.0/users/2" },
    }),
  () => of("Groups").groupDeleteMembersRef({ groupId: "1", memberId: id }),
  () =>
    of("Calendar").userListCalendarviewMeCalendar({
      startDateTime: "2021-06-07T00:00:00+02:00",
      endDateTime: "2021-06-14T00:00:00+02:00",
      $expand: ["calendar"],
      $skip: 10,
    }),
  () =>
    of("Users").userUpdate({
      userId: "ada@example.com",
      microsoftGraphUser: { atOdataType: "#microsoft.graph.user", jobTitle: "Poet", businessPhones: ["1"] },
    }),
  () => of("Users").profilephotoUpdateMePhotoValue({ body: new Uint8Array([0xff, 0xd8, 0x00]) }),
  () => of("Reports").reportrootGetemailactivityuserdetailReportsPeriod({ period: "D7", ifNoneMatch: '"1"' }),
  () => of("Files").driveitemSearchMeDriveRootQ({ q: "plans for May", $select: ["name"], $top: 5 }),
  () => of("Files").driveitemPutContentDrivesItemsPath({ driveId: "d", itemId: "p", itemPath: "a b.txt", body: new Uint8Array([1]) }),
  () =>
    of("Extensions").opentypeextensionPostOpentypeextensionUsersExtensions({
      userId: "1",
      opentypeextensionPostOpentypeextensionRequest: {
        atOdataType: "#microsoft.graph.openTypeExtension",
        extensionName: "com.example.notes",
      },
    }),
];

for (const send of requests) {
  await send();
}
