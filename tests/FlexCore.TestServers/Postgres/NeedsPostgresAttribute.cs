namespace FlexCore.TestServers.Postgres;

/// <summary>All tests of the class need a PostgreSQL server. Where there is none they are skipped and say so; see <see cref="ServerTestFramework"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsPostgresAttribute : Attribute;
