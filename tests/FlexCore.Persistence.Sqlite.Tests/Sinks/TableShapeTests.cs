using FlexCore.Application.Streams;
using FlexCore.Persistence.Sqlite.Sinks;
using FlexCore.Streams.Definition;

namespace FlexCore.Persistence.Sqlite.Tests.Sinks;

public sealed class TableShapeTests
{
    [Fact]
    public void An_append_table_has_untyped_columns_and_a_plain_insert()
    {
        var shape = Shape(TableMode.Append);

        shape.Table.ShouldBe("orders");
        shape.Slots.ShouldBe([0, 2, 1]);
        shape.KeyColumns.ShouldBeEmpty();
        shape.CreateStatement.ShouldBe("""CREATE TABLE IF NOT EXISTS "orders" ("id", "name", "amount")""");
        shape.WriteStatement.ShouldBe("""INSERT INTO "orders" ("id", "name", "amount") VALUES (?1, ?2, ?3)""");
    }

    [Fact]
    public void An_upsert_table_has_a_primary_key_and_updates_the_rest()
    {
        var shape = Shape(TableMode.Upsert, "name", "id");

        shape.KeyColumns.ShouldBe([1, 0]);
        shape.CreateStatement.ShouldEndWith("""PRIMARY KEY ("name", "id"))""");
        shape.WriteStatement.ShouldEndWith("""ON CONFLICT ("name", "id") DO UPDATE SET "amount" = excluded."amount" """.TrimEnd());
    }

    [Fact]
    public void A_key_of_all_columns_has_nothing_to_update() =>
        Shape(TableMode.Upsert, "id", "name", "amount").WriteStatement.ShouldEndWith("DO NOTHING");

    [Fact]
    public void A_key_in_append_mode_guards_against_missing_values_only()
    {
        var shape = Shape(TableMode.Append, "id");

        shape.KeyColumns.ShouldBe([0]);
        shape.CreateStatement.ShouldNotContain("PRIMARY KEY");
        shape.WriteStatement.ShouldNotContain("ON CONFLICT");
    }

    [Theory]
    [InlineData("ID")]
    [InlineData("ident")]
    [InlineData("")]
    public void A_key_that_is_no_field_is_refused(string key) =>
        Should.Throw<StreamException>(() => Shape(TableMode.Upsert, key)).Code.ShouldBe("sqlite-key-unknown");

    private static TableShape Shape(TableMode mode, params string[] key) => new(
        new SqliteSinkDefinition("out.db", "orders") { Mode = mode, Key = EquatableList.From(key.Select(DefinitionText.FromString)) },
        SinkFixture.Layout);
}
