# The front page and the forms that the public answers.

home-title = Feedback
home-lead = Tell us how our services work for you. It takes about a minute.
