#include "desk/widgets/start_form.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTabWidget>
#include <QToolButton>
#include <optional>

#include "desk/widgets/board_form.h"
#include "desk/widgets/client_form.h"
#include "desk/widgets/fake_conversation.h"
#include "desk/widgets/sentence.h"
#include "desk/widgets/serial_form.h"
#include "desk/widgets/server_form.h"
#include "desk/widgets/toggle_button.h"
#include "desk/widgets/widget_fixture.h"

namespace parley::desk::widgets {
namespace {

using Kind = session::Asked::Kind;
using State = session::Status::State;

const QList<OwnAddress> addresses{
    {QStringLiteral("172.17.0.1"), QStringLiteral("docker0"), QStringLiteral("container"), false},
    {QStringLiteral("192.168.1.20"), QStringLiteral("wlan0"), QStringLiteral("Wi-Fi"), true},
    {QStringLiteral("fe80::1%wlan0"), QStringLiteral("wlan0"), QStringLiteral("Wi-Fi"), false},
    {QStringLiteral("127.0.0.1"), QStringLiteral("lo"), QStringLiteral("loopback"), false},
};

class StartFormTest : public ::testing::Test {
 public:
  StartFormTest() {
    form.set_addresses(addresses);
    QObject::connect(&form, &StartForm::start_wanted,
                     [this](const session::Asked& asked) { wanted = asked; });
    QObject::connect(&form, &StartForm::stop_wanted, [this] { ++stops; });
    form.resize(760, form.sizeHint().height());
    form.show();
  }

  template <typename Form>
  Form& tab() {
    return *form.findChild<Form*>();
  }
  void retype(const QWidget& where, const char* name, const char* text) {
    auto* edit = part<QLineEdit>(where, name);
    edit->selectAll();
    type_into(edit, QString::fromUtf8(text));
  }
  bool says(const QWidget& where, const char* words) {
    for (const Sentence* sentence : where.findChildren<Sentence*>()) {
      if (sentence->words() == QString::fromUtf8(words)) return true;
    }
    return false;
  }
  std::string told() {
    for (const QLabel* label : tab<TellPanel>().findChildren<QLabel*>()) {
      if (label->text().startsWith(QStringLiteral("Tell"))) return label->text().toStdString();
    }
    return "nothing";
  }
  int shown_tab() { return form.findChild<QTabWidget*>()->currentIndex(); }

  StartForm form;
  std::optional<session::Asked> wanted;
  int stops = 0;
};

TEST_F(StartFormTest, OpensOnTheServerWithWhatToTellTheDevice) {
  EXPECT_EQ(shown_tab(), 0);
  EXPECT_EQ(told(), "Tell the device: 192.168.1.20  port 8888");
  auto& toggle = tab<ServerForm>().toggle();
  EXPECT_EQ(toggle.text(), QStringLiteral("&Listen"));
  EXPECT_TRUE(toggle.isEnabled());
  picture(form, "start-server");
  toggle.click();
  ASSERT_TRUE(wanted);
  EXPECT_EQ(wanted->kind, Kind::server);
  EXPECT_EQ(static_cast<unsigned>(wanted->port), 8888u);
  EXPECT_EQ(wanted->where, "");
  EXPECT_FALSE(toggle.isChecked());  // nothing runs because of a click
}

TEST_F(StartFormTest, EveryAddressCanBeToldAndCopied) {
  auto& panel = tab<TellPanel>();
  auto* adapters = part<QComboBox>(panel, "Address of this computer");
  ASSERT_EQ(adapters->count(), 4);
  EXPECT_EQ(adapters->itemText(0), QStringLiteral("192.168.1.20 \u2013 Wi-Fi wlan0 (likely)"));
  adapters->setCurrentIndex(2);
  Q_EMIT adapters->activated(2);
  EXPECT_EQ(told(), "Tell the device: fe80::1  port 8888");
  part<QToolButton>(panel, "Copy the address")->click();
  EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("fe80::1"));
  EXPECT_TRUE(says(panel, "Copied: fe80::1"));
  form.set_addresses(addresses.mid(1));  // another adapter went away: the choice stays
  EXPECT_EQ(told(), "Tell the device: fe80::1  port 8888");
}

TEST_F(StartFormTest, SaysWhenThereIsNoNetwork) {
  form.set_addresses({});
  EXPECT_TRUE(says(tab<TellPanel>(),
                   "Join the network of the device first; its address appears here then."));
  picture(form, "start-no-network");
  form.set_addresses(addresses.mid(3));
  EXPECT_EQ(told(), "Tell the device: 127.0.0.1  port 8888");
  EXPECT_TRUE(says(tab<TellPanel>(), "Only programs on this computer can reach this address."));
}

TEST_F(StartFormTest, APortThatIsNoneIsSaidInPlace) {
  auto& server = tab<ServerForm>();
  retype(server, "Port", "99999");
  EXPECT_TRUE(says(server, "99999 is no port: ports go from 1 to 65535"));
  EXPECT_FALSE(server.toggle().isEnabled());
  EXPECT_EQ(server.toggle().toolTip(),
            QStringLiteral("99999 is no port: ports go from 1 to 65535"));
  EXPECT_EQ(told(), "Tell the device: 192.168.1.20  port \u2013");
  picture(form, "start-port-wrong");
  press_key(part<QLineEdit>(server, "Port"), Qt::Key_Return);
  EXPECT_FALSE(wanted);
  retype(server, "Port", "9000");
  EXPECT_FALSE(says(server, "99999 is no port: ports go from 1 to 65535"));
  press_key(part<QLineEdit>(server, "Port"), Qt::Key_Return);
  ASSERT_TRUE(wanted);
  EXPECT_EQ(static_cast<unsigned>(wanted->port), 9000u);
}

TEST_F(StartFormTest, TheToggleFollowsTheConversation) {
  FakeConversation server(FakeConversation::server(9000));
  form.show_conversation(&server);
  auto& tab_of_server = tab<ServerForm>();
  auto& toggle = tab_of_server.toggle();
  EXPECT_EQ(part<QLineEdit>(tab_of_server, "Port")->text(), QStringLiteral("9000"));
  EXPECT_FALSE(toggle.isChecked());

  server.status_value.words = "listening on 0.0.0.0:9001";
  server.status_value.local = {{*IpAddress::parse("0.0.0.0"), static_cast<Port>(9001)}};
  server.run(State::listening);
  EXPECT_TRUE(toggle.isChecked());
  EXPECT_EQ(toggle.text(), QStringLiteral("Stop"));
  EXPECT_FALSE(part<QLineEdit>(tab_of_server, "Port")->isEnabled());
  EXPECT_TRUE(says(tab_of_server, "listening on 0.0.0.0:9001"));
  EXPECT_EQ(told(), "Tell the device: 192.168.1.20  port 9001");  // the real one
  picture(form, "start-listening");
  part<QToolButton>(tab_of_server, "Copy the address")->click();
  server.tell();  // at each frame while much comes
  EXPECT_TRUE(says(tab_of_server, "Copied: 192.168.1.20"));
  toggle.click();
  EXPECT_EQ(stops, 1);
  EXPECT_TRUE(toggle.isChecked());  // it has not stopped yet

  server.status_value.words = "cannot listen on port 9000: address already in use";
  server.end(State::failed);
  EXPECT_FALSE(toggle.isChecked());
  EXPECT_EQ(toggle.text(), QStringLiteral("&Listen"));
  EXPECT_EQ(tab_of_server.remark().words(), QString());  // another place tells why
  EXPECT_TRUE(part<QLineEdit>(tab_of_server, "Port")->isEnabled());
  form.press();
  EXPECT_TRUE(wanted);
}

TEST_F(StartFormTest, AClientThatTriesIsNotConnected) {
  session::Asked asked;
  asked.kind = Kind::client;
  asked.where = "10.0.0.7";
  asked.port = static_cast<Port>(80);
  FakeConversation client(asked);
  form.show_conversation(&client);
  EXPECT_EQ(shown_tab(), 1);
  auto& toggle = tab<ClientForm>().toggle();
  EXPECT_EQ(toggle.text(), QStringLiteral("Connect"));
  client.run(State::connecting);
  EXPECT_EQ(toggle.text(), QStringLiteral("Stop trying"));
  client.run(State::connected);
  EXPECT_EQ(toggle.text(), QStringLiteral("D&isconnect"));
  EXPECT_TRUE(toggle.isChecked());
}

TEST_F(StartFormTest, ARemoteEndIsTakenApartWhenItIsPasted) {
  form.show_kind(Kind::client);
  auto& client = tab<ClientForm>();
  auto* where = part<QLineEdit>(client, "Address of the device");
  auto* port = part<QLineEdit>(client, "Port of the device");
  EXPECT_EQ(port->text(), QStringLiteral("80"));
  EXPECT_FALSE(client.toggle().isEnabled());
  EXPECT_TRUE(says(client, "type the address of the device first"));
  EXPECT_FALSE(client.remark().is_wrong());
  picture(form, "start-client-empty");
  QApplication::clipboard()->setText(QStringLiteral("udp://[fe80::1]:8000"));
  where->paste();
  EXPECT_EQ(where->text(), QStringLiteral("fe80::1"));
  EXPECT_EQ(port->text(), QStringLiteral("8000"));
  client.toggle().click();
  ASSERT_TRUE(wanted);
  EXPECT_EQ(wanted->transport, event::Transport::udp);
  EXPECT_EQ(wanted->where, "fe80::1");

  where->clear();
  type_into(where, QStringLiteral("esp.local:81"));
  EXPECT_EQ(where->text(), QStringLiteral("esp.local:81"));  // not under the typist's fingers
  press_key(where, Qt::Key_Return);
  EXPECT_EQ(where->text(), QStringLiteral("esp.local"));
  EXPECT_EQ(port->text(), QStringLiteral("81"));
  EXPECT_EQ(wanted->where, "esp.local");
}

TEST_F(StartFormTest, AcceptingAnyCertificateIsSaidLoudly) {
  form.show_kind(Kind::client);
  auto& client = tab<ClientForm>();
  auto* any = part<QCheckBox>(client, "Accept any certificate");
  EXPECT_FALSE(any->isVisible());
  QApplication::clipboard()->setText(QStringLiteral("tls://example.org:443"));
  part<QLineEdit>(client, "Address of the device")->paste();
  EXPECT_TRUE(any->isVisible());
  any->click();
  EXPECT_TRUE(says(client,
                   "Whoever answers is believed: anybody on the way can read and change what is "
                   "said."));
  picture(form, "start-insecure");
  client.toggle().click();
  EXPECT_TRUE(wanted->insecure);
}

TEST_F(StartFormTest, TlsServersAskForTheirFiles) {
  auto& server = tab<ServerForm>();
  auto* transport = part<QComboBox>(server, "Transport");
  transport->setCurrentIndex(2);
  Q_EMIT transport->activated(2);
  EXPECT_FALSE(server.toggle().isEnabled());
  EXPECT_TRUE(says(server, "a TLS server needs a certificate and its key: two PEM files"));
  EXPECT_EQ(told(), "Tell the device: 192.168.1.20  port 8888 (TLS)");
  picture(form, "start-tls");
  retype(server, "Certificate", "cert.pem");
  retype(server, "Private key", "key.pem");
  EXPECT_TRUE(server.toggle().isEnabled());
}

TEST_F(StartFormTest, TabsAndConversationsLoseNothing) {
  retype(tab<ServerForm>(), "Port", "99999");  // also what is wrong
  form.show_kind(Kind::client);
  retype(tab<ClientForm>(), "Address of the device", "10.0.0.7");
  form.show_kind(Kind::server);
  EXPECT_EQ(part<QLineEdit>(tab<ServerForm>(), "Port")->text(), QStringLiteral("99999"));

  FakeConversation first(FakeConversation::server(9000));
  FakeConversation second(FakeConversation::server(9001));
  form.show_conversation(&first);
  EXPECT_EQ(part<QLineEdit>(tab<ServerForm>(), "Port")->text(), QStringLiteral("9000"));
  EXPECT_EQ(part<QLineEdit>(tab<ClientForm>(), "Address of the device")->text(),
            QStringLiteral("10.0.0.7"));
  retype(tab<ServerForm>(), "Port", "9999");
  retype(tab<ClientForm>(), "Address of the device", "10.0.0.8");
  form.show_conversation(&second);
  EXPECT_EQ(part<QLineEdit>(tab<ServerForm>(), "Port")->text(), QStringLiteral("9001"));
  form.show_conversation(&first);
  EXPECT_EQ(part<QLineEdit>(tab<ServerForm>(), "Port")->text(), QStringLiteral("9999"));
  EXPECT_EQ(part<QLineEdit>(tab<ClientForm>(), "Address of the device")->text(),
            QStringLiteral("10.0.0.8"));
  form.show_conversation(nullptr);
  EXPECT_EQ(part<QLineEdit>(tab<ServerForm>(), "Port")->text(), QStringLiteral("99999"));

  form.show_conversation(&first);
  first.run(State::listening);  // somebody started it as it was: that is shown, the draft waits
  EXPECT_EQ(part<QLineEdit>(tab<ServerForm>(), "Port")->text(), QStringLiteral("9000"));
  first.stop();
  EXPECT_EQ(part<QLineEdit>(tab<ServerForm>(), "Port")->text(), QStringLiteral("9999"));
}

TEST_F(StartFormTest, AnotherTabStartsAnotherConversation) {
  FakeConversation server(FakeConversation::server(9000));
  server.asked_value.rules.echo = true;
  form.show_conversation(&server);
  server.run(State::listening);
  form.show_kind(Kind::client);
  retype(tab<ClientForm>(), "Address of the device", "10.0.0.7");
  EXPECT_FALSE(tab<ClientForm>().toggle().isChecked());
  form.press();
  ASSERT_TRUE(wanted);
  EXPECT_EQ(wanted->kind, Kind::client);
  EXPECT_FALSE(wanted->rules.echo);
  server.stop();
  form.show_kind(Kind::server);
  form.press();
  EXPECT_TRUE(wanted->rules.echo);  // the same conversation again, with its rules
}

TEST_F(StartFormTest, SerialPortsAreListedAndRefreshed) {
  form.show_kind(Kind::serial);
  auto& serial = tab<SerialForm>();
  EXPECT_TRUE(says(serial,
                   "No serial port is there. Plug the board in with a USB cable that carries data, "
                   "then press Refresh."));
  picture(form, "start-serial-none");
  QObject::connect(&form, &StartForm::devices_wanted, [this] {
    form.set_devices({{QStringLiteral("/dev/ttyUSB0"), QStringLiteral("Silicon Labs CP2102"),
                       QStringLiteral("only members of dialout may open it")}});
  });
  part<QPushButton>(serial, "Refresh")->click();
  EXPECT_TRUE(says(serial, "only members of dialout may open it"));
  picture(form, "start-serial");
  auto* baud = part<QComboBox>(serial, "Baud rate");
  baud->lineEdit()->selectAll();
  type_into(baud->lineEdit(), QStringLiteral("fast"));
  EXPECT_TRUE(says(serial, "fast is no baud rate: one is a number such as 115200"));
  baud->lineEdit()->selectAll();
  type_into(baud->lineEdit(), QStringLiteral("74880"));
  serial.toggle().click();
  ASSERT_TRUE(wanted);
  EXPECT_EQ(wanted->where, "/dev/ttyUSB0");
  EXPECT_EQ(wanted->baud, 74'880u);
}

TEST_F(StartFormTest, SketchesAreBundledOrChosen) {
  form.show_kind(Kind::board);
  auto& board = tab<BoardForm>();
  EXPECT_FALSE(board.toggle().isEnabled());
  form.set_sketches({{QStringLiteral("TcpClient"), QStringLiteral("connects and echoes"),
                      QStringLiteral("It connects to port 8888 of this computer.")},
                     {QStringLiteral("TcpServer"), QStringLiteral("waits for a client"), {}}});
  EXPECT_EQ(board.draft().where, QStringLiteral("TcpClient"));
  picture(form, "start-board");
  form.press();
  EXPECT_EQ(wanted->where, "TcpClient");
  auto* sketch = part<PathChooser>(board, "Sketch");
  sketch->lineEdit()->selectAll();
  type_into(sketch->lineEdit(), QStringLiteral("/srv/sketches/Blink"));
  form.press();
  EXPECT_EQ(wanted->where, "/srv/sketches/Blink");
}

TEST_F(StartFormTest, AConversationThatIsRemovedIsForgotten) {
  auto server = std::make_unique<FakeConversation>(FakeConversation::server(9000));
  form.show_conversation(server.get());
  server->run(State::listening);
  server.reset();
  EXPECT_FALSE(tab<ServerForm>().toggle().isChecked());
  form.press();
  EXPECT_TRUE(wanted);
}

TEST_F(StartFormTest, TabGoesThroughTheServerInOrder) {
  QStringList names;
  QWidget* widget = part<QLineEdit>(tab<ServerForm>(), "Port");
  for (int i = 0; i < 6; ++i) {
    const QString name = widget->accessibleName();
    names.append(name.isEmpty() ? widget->property("text").toString() : name);
    do {
      widget = widget->nextInFocusChain();
    } while (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisibleTo(&form) ||
             widget->focusProxy());
  }
  EXPECT_EQ(names.join(QLatin1Char('|')).toStdString(),
            "Port|Transport|&Listen|Address of this computer|Copy the address|&More");
}

}  // namespace
}  // namespace parley::desk::widgets
