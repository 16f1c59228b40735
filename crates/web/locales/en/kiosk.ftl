# Kiosks: what the kiosk itself says, and where staff set one up. {"{n}"} is filled by the script.

kiosk-language = English
kiosk-attract = How did we do today?
kiosk-begin = Touch to begin
kiosk-start-over = Start over
kiosk-done = Done
kiosk-idle-title = Are you still there?
kiosk-idle-text = This starts over in {"{n}"} seconds, and what you entered is not kept.
kiosk-stay = I am still here
kiosk-status-title = Kiosk status
kiosk-unsent = Waiting to be sent: {"{n}"}
kiosk-refused = Refused by the server: {"{n}"}
kiosk-last-sent = Last sent: {"{n}"}
kiosk-never = never
kiosk-online = Network: there
kiosk-offline = Network: not there
kiosk-dated = Key: good. Late answers count on the day they were given.
kiosk-undated = Key: none. Late answers count on the day they arrive.
kiosk-send-now = Send now
kiosk-not-ready = This kiosk needs the network once before it can start.
kiosk-not-kept = This browser keeps nothing. Your answers were not taken: please tell a member of staff.
kiosk-no-script = This kiosk needs JavaScript.

kiosks-title = Kiosks
kiosks-text = A kiosk is a screen on which one person after another answers this survey. It keeps answers while the network is away and starts over after each person.
kiosks-caption = { $n ->
    [one] { $n } kiosk
   *[other] { $n } kiosks
  }
kiosk-address = Address without a key
kiosk-address-text = Opens the kiosk on any screen. Without a key, answers that waited for the network count on the day they arrive.
kiosk-name = Name
kiosk-name-hint = Where it stands, such as “Lobby, by the door”
kiosk-touchpoint = Touchpoint
kiosk-touchpoint-hint = Leave it empty for the survey’s own
kiosk-touchpoint-own = the survey’s own
kiosk-made = Set up
kiosk-used = Last came in
kiosk-ended = Ended
kiosk-new = Set up a kiosk
kiosk-new-text = Its address holds a key with which late answers count on the day they were given, up to 30 days back. The key reads nothing and can be ended here at any time.
kiosk-created-title = Kiosk set up: { $name }
kiosk-created-advice = Open this address on the kiosk now: it is not shown again. The browser there keeps the key.
kiosk-created-address = Address
kiosk-revoke-question = End the key of “{ $name }”?
kiosk-revoke-consequence = The kiosk goes on taking answers, but those that come in late count on the day they arrive. This cannot be taken back.
kiosk-revoke-act = End key
kiosk-revoked = The key is ended.
