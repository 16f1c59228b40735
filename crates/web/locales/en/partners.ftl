# Links by which partners read standards, for staff and for the partner.

partners-title = Links for partners
partners-text = A partner without an account reads the standards of chosen services under a private link: the published ones, and those that are not published yet, with their results; and the answers that are for partners. Every link ends on its day, and you can end it before.
partners-empty = No links yet
partners-empty-text = Make a link for an organisation that works with you, such as an auditor or a county.
partners-caption = { $n ->
    [one] One link
   *[other] { $n } links
}
partner-new = Make a link
partner-new-text = Whoever has the address reads what it shows, so give it only to whom it is for. It is shown once.
partner-name = Partner
partner-name-hint = Who it is for; they see the name too
partner-services = Services
partner-services-hint = All standards of these services are shown, published or not, and their answers for partners.
partner-last-day = Last day
partner-last-day-hint = At most two years from today
partner-create = Make the link
partner-created-title = Link for { $name }
partner-created-advice = Copy the address now: it is shown only this once, and nobody can look it up later.
partner-created-address = Address for the partner
partner-made = Made on { $date }
partner-used = Last opened
partner-never-used = Never
partner-state = State
partner-state-good = Opens
partner-state-expired = Over
partner-state-revoked = Ended
partner-revoke-act = End the link
partner-revoke-question = End the link for { $name }?
partner-revoke-consequence = It opens no longer, at once and for good. You can make a new one.
partner-revoked = The link is ended.
partner-page-title = Standards and answers for partners
partner-page-for = For { $name }
partner-page-text = What these services promise and how they kept it, including what is not public yet. Please do not pass the address on: whoever has it reads this page. It opens until the end of { $date }.
partner-page-none = These services have no standards yet.
partner-page-unpublished = Not public yet
partner-answers = Answers for partners
partner-back = All standards and answers for partners
