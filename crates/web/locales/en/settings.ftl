# Settings of the installation.

settings-title = Settings
settings-saved = The settings are saved.
settings-agency = Name of your agency
settings-agency-hint = It stands at the top of every page, public pages too.
settings-zone = Time zone
settings-zone-hint = Days, months and quarters are counted in it. Changing it moves figures near midnight into other days.
settings-fiscal-year = Fiscal year starts in
settings-fiscal-year-hint = The federal year starts in October. Trends by quarter follow it.
settings-smallest-cell = Smallest group shown
settings-smallest-cell-hint = Figures from fewer responses are not shown, so that nobody is recognised. Ten is common.
contact-costs-title = What contacts cost
contact-costs-text = What one contact costs your organisation on each channel, as far as you know it. It holds for contacts that do not state a cost of their own; a channel left blank counts as unknown, never as free.
month-long-1 = January
month-long-2 = February
month-long-3 = March
month-long-4 = April
month-long-5 = May
month-long-6 = June
month-long-7 = July
month-long-8 = August
month-long-9 = September
month-long-10 = October
month-long-11 = November
month-long-12 = December
