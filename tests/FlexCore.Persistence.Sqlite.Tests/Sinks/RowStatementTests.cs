using System.Text;
using FlexCore.Persistence.Sqlite.Sinks;
using FlexCore.Streams.Values;
using Microsoft.Data.Sqlite;

namespace FlexCore.Persistence.Sqlite.Tests.Sinks;

public sealed class RowStatementTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public RowStatementTests()
    {
        _connection.Open();
        Run("CREATE TABLE t (v)");
    }

    [Fact]
    public void An_empty_text_is_a_text_and_not_null()
    {
        Store(Value.String("")).ShouldBe("text:");
        Store(Utf8("")).ShouldBe("text:");
    }

    [Fact]
    public void An_empty_part_of_a_longer_buffer_is_a_text_too() => Store(Value.Utf8(Encoding.UTF8.GetBytes("abc"), 1, 0)).ShouldBe("text:");

    [Theory]
    [InlineData(0.0, "integer:0")]
    [InlineData(-17.0, "integer:-17")]
    [InlineData(0.1, "real:0.1")]
    [InlineData(9_007_199_254_740_991.0, "integer:9007199254740991")]
    [InlineData(9_007_199_254_740_992.0, "integer:9007199254740992")]
    [InlineData(-9_007_199_254_740_992.0, "integer:-9007199254740992")]
    [InlineData(1e17, "real:1.0e+17")]
    [InlineData(double.NaN, "null:")]
    public void A_number_is_an_integer_while_a_double_holds_it_exactly(double number, string expected) => Store(Value.Number(number)).ShouldBe(expected);

    [Theory]
    [InlineData("9223372036854775807", "integer:9223372036854775807")]
    [InlineData("-9223372036854775808", "integer:-9223372036854775808")]
    [InlineData("9223372036854775808", "text:9223372036854775808")]
    [InlineData("0.12345678901234567890123", "text:0.12345678901234567890123")]
    public void More_digits_than_a_double_holds_stay_exact(string digits, string expected) =>
        Store(Value.Number(new ExactNumber(digits, double.Parse(digits, System.Globalization.CultureInfo.InvariantCulture)))).ShouldBe(expected);

    [Fact]
    public void Truth_is_one_and_nothing_is_null()
    {
        Store(Value.True).ShouldBe("integer:1");
        Store(Value.False).ShouldBe("integer:0");
        Store(Value.Null).ShouldBe("null:");
        Store(Value.Undefined).ShouldBe("null:");
    }

    [Fact]
    public void A_list_is_stored_as_its_json() =>
        Store(Value.Array(new ArrayValue([Value.Number(1), Value.String("ü\""), Value.Null]))).ShouldBe("text:[1,\"ü\\\"\",null]");

    [Fact]
    public void A_text_keeps_every_character_also_a_zero()
    {
        var text = "a\0b 😀 ü";

        Bytes(Value.String(text)).ShouldBe(Convert.ToHexString(Encoding.UTF8.GetBytes(text)));
        Bytes(Utf8(text)).ShouldBe(Convert.ToHexString(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Random_texts_read_back_the_same_in_both_forms()
    {
        const int seed = 4711;
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => char.ConvertFromUtf32(Scalar(random))));
            var expected = Convert.ToHexString(Encoding.UTF8.GetBytes(text));

            Bytes(Value.String(text)).ShouldBe(expected, $"seed {seed}, round {round}");
            Bytes(Utf8(text)).ShouldBe(expected, $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public void A_refused_row_leaves_the_statement_usable()
    {
        Run("CREATE TABLE u (v UNIQUE)");
        using var statement = new RowStatement(_connection, "INSERT INTO u (v) VALUES (?1)");
        statement.Execute([Value.Number(1)]);

        Should.Throw<SqliteException>(() => statement.Execute([Value.Number(1)])).Message.ShouldContain("UNIQUE");
        statement.Execute([Value.Number(2)]);

        Ask("SELECT count(*) FROM u").ShouldBe("2");
    }

    [Fact]
    public void A_statement_for_a_table_that_is_not_there_is_refused_at_once() =>
        Should.Throw<SqliteException>(() => new RowStatement(_connection, "INSERT INTO nowhere VALUES (?1)")).Message.ShouldContain("nowhere");

    [Fact]
    public void A_closed_connection_is_refused()
    {
        using var closed = new SqliteConnection("Data Source=:memory:");

        Should.Throw<InvalidOperationException>(() => new RowStatement(closed, "SELECT 1")).Message.ShouldContain("not open");
    }

    public void Dispose() => _connection.Dispose();

    private static Value Utf8(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Value.Utf8(bytes, 0, bytes.Length);
    }

    private static int Scalar(Random random) => random.Next(4) switch
    {
        0 => random.Next(0, 0x80),
        1 => random.Next(0x80, 0x800),
        2 => random.Next(0xE000, 0xFFFF),
        _ => random.Next(0x10000, 0x10FFFF),
    };

    private string Store(Value value)
    {
        Insert(value);
        return Ask("SELECT typeof(v) || ':' || coalesce(CAST(v AS TEXT), '') FROM t");
    }

    private string Bytes(Value value)
    {
        Insert(value);
        return Ask("SELECT hex(CAST(v AS BLOB)) FROM t");
    }

    private void Insert(Value value)
    {
        Run("DELETE FROM t");
        using var statement = new RowStatement(_connection, "INSERT INTO t (v) VALUES (?1)");
        statement.Execute([value]);
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private string Ask(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }
}
