-- Which cases a standard is measured from: `every`, or the kind of case; nothing where its results are entered or imported.
ALTER TABLE standard ADD COLUMN measured_from TEXT;
