/// What the API calls an agent: a user's record, whose id differs from the user's.
package enum UserRecord {}
