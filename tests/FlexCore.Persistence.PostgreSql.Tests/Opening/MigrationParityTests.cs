using FlexCore.Persistence.Schema;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Persistence.PostgreSql.Tests.Opening;

/// <summary>Both dialects have the same migrations, so that one number says what a store of either kind can hold.</summary>
public sealed class MigrationParityTests
{
    [Fact]
    public void Both_databases_have_the_same_migrations() =>
        SqlScripts.Load(typeof(PostgresStore).Assembly).Select(script => script.Name)
            .ShouldBe(SqlScripts.Load(typeof(SqliteStore).Assembly).Select(script => script.Name));
}
