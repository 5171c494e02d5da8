-- Who the hub says works on a device: whose laptops are supervisors' is told by it.

ALTER TABLE roster_device ADD COLUMN users TEXT NOT NULL DEFAULT '[]';
