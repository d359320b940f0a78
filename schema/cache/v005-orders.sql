-- The API's lists are ordered by creation and asked for a page at a time. What is asked for most
-- together stands in the index beside it: the objects are large, and looking at them is slow.
CREATE INDEX sessionCreated ON session (createdAt, row, updatedAt);
CREATE INDEX sessionStatusCreated ON session (status, createdAt);
CREATE INDEX sessionDepartmentCreated ON session (departmentID, createdAt, row, status);
CREATE INDEX sessionUserCreated ON session (userID, createdAt, row, status);
CREATE INDEX sessionContact ON session (lower(object ->> '$.contactId'));
