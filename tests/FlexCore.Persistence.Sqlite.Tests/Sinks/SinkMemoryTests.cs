using FlexCore.Persistence.Sqlite.Sinks;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Persistence.Sqlite.Tests.Sinks;

/// <summary>What waits for the next transaction is bounded, whatever form the values have.</summary>
public sealed class SinkMemoryTests : IDisposable
{
    private const int TextLength = 64 * 1024;

    private readonly SinkFixture _fixture = new();

    public static TheoryData<string> Forms => ["utf8", "string", "array", "object"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Large_values_are_written_before_the_row_limit(string form)
    {
        await using var sink = _fixture.Sink();
        await sink.OpenAsync(SinkFixture.Start(), CancellationToken.None);

        for (var i = 0; i < 200; i++)
        {
            await sink.WriteAsync(SinkFixture.Row(Value.Number(i), Large(form), Value.Null), CancellationToken.None);
        }

        long.Parse(_fixture.Query("SELECT count(*) FROM orders")[0], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Small_rows_wait_for_the_checkpoint()
    {
        await using var sink = _fixture.Sink();
        await sink.OpenAsync(SinkFixture.Start(), CancellationToken.None);

        await sink.WriteAsync(SinkFixture.Range(0, 100), CancellationToken.None);
        _fixture.Query("SELECT count(*) FROM orders").ShouldBe(["0"]);

        await SinkFixture.PrepareAsync(sink);
        _fixture.Query("SELECT count(*) FROM orders").ShouldBe(["100"]);
    }

    public void Dispose() => _fixture.Dispose();

    private static Value Large(string form) => form switch
    {
        "utf8" => Value.Utf8(new byte[TextLength], 0, TextLength),
        "string" => Value.String(new string('x', TextLength)),
        "array" => Value.Array(new ArrayValue([Value.String(new string('x', TextLength))])),
        _ => Value.Object(Object()),
    };

    private static ObjectValue Object()
    {
        var value = new ObjectValue();
        value.Set("k", Value.String(new string('x', TextLength)));
        return value;
    }
}
