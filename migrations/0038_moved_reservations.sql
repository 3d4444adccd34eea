-- Reservations whose parts went off with a transfer: when it arrives, the repairs whose parts it carried are looked up
-- by the bin that it left. They end with that, so that the index of open ones does not hold them.
CREATE INDEX reservations_moved ON reservations (bin, part, ended_at) WHERE moved > 0;
