# Mail that comes in: the addresses it becomes cases under, the log, one message.

mailboxes-title = Addresses for mail
mailboxes-text = A mail to one of these addresses becomes a case of its service, and the person is told its number.
mailboxes-inbox = What people answer comes in under { $address } and lands on their case.
mailboxes-no-inbox = This installation has no address for answers: people answer under their private link. Whoever runs it sets one (mail inbox).
mailboxes-none = No address yet
mailboxes-none-text = Without one, mails are kept until somebody makes a case of them. Begin with one for every other address.
mailboxes-caption = { $n ->
    [one] { $n } address
   *[other] { $n } addresses
  }
mailbox-address = Address
mailbox-address-hint = Such as permits@agency.gov; empty for every other address
mailbox-every-other = Every other address
mailbox-language = Language
mailbox-language-hint = For people whose mail does not tell theirs
mailbox-change = Change
mailbox-add = Add an address
mailbox-added = Mails to this address become cases from now on
mailbox-change-text = Cases that mails to this address have become stay as they are; the next ones go by what you choose here.
mailbox-changed = Mails to this address become what you chose from now on
mailbox-remove-question = Remove { $name }?
mailbox-remove-consequence = Mails to it go by the line for every other address from then on, or wait until somebody makes a case of them. Cases stay as they are.
mailbox-remove-act = Remove the address
mailbox-removed = The address is removed
taken-mail-title = Mail that came in
taken-mail-text = Every mail that was taken in, with what became of it.
taken-mail-part = Here stand the mails of cases that you see. What belongs to no case is seen by those who see every case.
taken-mail-waiting = { $n ->
    [one] { $n } mail is not assigned: make a case of it
   *[other] { $n } mails are not assigned: make cases of them
  }
taken-mail-none = No mail came in yet
taken-mail-none-text = What people write to an address of yours comes here.
taken-mail-from = From
taken-mail-at = Came in
taken-mail-size = Size
taken-mail-outcome = What became of it
taken-mail-case = Case
taken-mail-about = Mail of ours
taken-mail-words = Its words
taken-mail-files = Its files
taken-mail-make = Make a case of it
taken-mail-make-text = The person is told at once that it came in, and by when they get an answer.
taken-mail-discard-question = Discard “{ $name }”?
taken-mail-discard-consequence = The mail is not kept any longer, and nobody is told. The line about it stays for a month.
taken-mail-discard-act = It is no case: discard it
taken-mail-discarded = The mail is discarded
mail-outcome-opened = New case
mail-outcome-said = On its case
mail-outcome-automatic = Automatic
mail-outcome-report = Delivery report
mail-outcome-unassigned = Not assigned
mail-outcome-refused = Refused
mail-reason-address = by its address
mail-reason-every-other = by the line for every other address
mail-reason-signed-address = the person answered under the address of their case
mail-reason-vouched = the person answered, and their mail server vouches for them
mail-reason-somebody-else = somebody else wrote about a case
mail-reason-unproven = answers a mail of ours, but nobody vouches for the sender
mail-reason-long-over = its case ended too long ago
mail-reason-by-staff = staff made a case of it
mail-reason-program = a program or a list wrote it
mail-reason-not-arrived = a mail of ours did not arrive
mail-reason-late = a mail of ours is late
mail-reason-arrived = a mail of ours arrived
mail-reason-not-ours = about no mail of ours
mail-reason-no-address = no line is for its address
mail-reason-no-sender = it names no sender who could be answered
mail-reason-unreadable = it cannot be read as a case
mail-reason-own-mail = this installation wrote it
mail-reason-loop = it went through too many servers
mail-reason-too-many = too many from its sender within an hour; it comes again later
mail-reason-no-case = staff say it is no case
