# Forms inside pages of other sites, and the page of the agency that does not exist. {"{n}"} and {"{m}"} are filled by the script.

embed-close = Close
embed-feedback = Feedback
embed-page = Page {"{n}"} of {"{m}"}
embed-characters-left = {"{n}"} characters left
embed-characters-over = {"{n}"} characters too many
embed-error-title = Please check your answers
embed-unfit-length = Shorten this to { $limit } characters or fewer
embed-unfit-date = Enter a day within the range asked for
embed-unfit-phone = Enter a telephone number such as 202-555-0143
embed-unfit-digits = Enter digits only
embed-unfit-zip-code = Enter a ZIP code such as 20500 or 20500-0001
embed-unfit-web-address = Enter a web address such as https://example.gov
embed-unfit-ticks = Choose from { $fewest } to { $most } answers
embed-sending = Sending …
embed-waiting = We cannot reach the server right now. Your answers are kept here and sent as soon as it answers.
embed-retry = Try again now
embed-refused = Your answers could not be taken. Please try again later.
embed-closed = This survey takes no more answers. Thank you for wanting to tell us.
embed-counted = Thank you: your answer is counted.
embed-more = If you like, tell us a little more.
embed-no-more = No, thank you
embed-notice-title = About this survey

sample-agency = Department of Everyday Services
sample-note = This agency does not exist. The page stands for a site of its own that asks with the embed script.
sample-title = Renew your passport
sample-lead = You can renew online in about fifteen minutes. Have your passport and a card for the fee at hand.
sample-need-title = What you need
sample-need-passport = Your current passport, not older than fifteen years
sample-need-photo = A photo of your face, taken within the last six months
sample-need-fee = A debit or credit card for the fee of $130
sample-long-title = How long it takes
sample-long-text = Most new passports are in the mail after three weeks. We write to you when yours is on its way.
sample-tell = Tell us about your renewal
sample-inline-title = How did your renewal go?
