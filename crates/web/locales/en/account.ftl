# Signing in and out, one's own password and account.

sign-in-title = Staff sign-in
sign-in-email = Email address
sign-in-password = Password
sign-in-act = Sign in
sign-in-refused = We could not sign you in
sign-in-refused-text = The email address or the password is wrong, or the account is locked or shut. After { $failures } wrong passwords in a row an account locks for { $minutes } minutes, then longer each time.
sign-in-help = No account yet, or the password is lost? An administrator of your organisation sets it up for you.
signed-out = You are signed out.
signed-out-everywhere = You are signed out on every device.

password-title = Change password
password-forced = Somebody else chose your password. Choose one that only you know; then the other pages open.
password-locked = Too many wrong passwords. Try again after { $until }.
password-current = Current password
password-new = New password
password-new-hint = At least { $n } characters. A sentence that only you would think of works well.
password-act = Change password
password-sessions = Changing it signs you out on every other device.
password-changed = Your password is changed.

profile-title = Your account
profile-sessions = Where you are signed in
profile-sessions-text = A session ends after { $hours } hours without use. If you left one open on another computer or phone, end them all here.
profile-sign-out-everywhere = Sign out on every device
