-- What taking back "it is back from the vendor" needs: the repair as it waited there, as JSON; '' where it cannot be.
ALTER TABLE claim_lines ADD COLUMN undo TEXT NOT NULL DEFAULT '';
