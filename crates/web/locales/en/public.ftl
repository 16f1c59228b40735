# The frame of public pages.

public-navigation = Main
official-site = An official website of { $organisation }.
footer-label = About this site
footer-privacy = Privacy
footer-accessibility = Accessibility
footer-staff = Staff sign-in
step-of = Step { $step } of { $total }
step-of-up-to = Step { $step } of up to { $total }
thumbs-up = Yes
thumbs-down = No
leave-empty = Leave this field empty
