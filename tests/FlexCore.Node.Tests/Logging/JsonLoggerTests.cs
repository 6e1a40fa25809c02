using System.Diagnostics;
using System.Text.Json;
using FlexCore.Node.Logging;
using FlexCore.Testing.Time;
using Microsoft.Extensions.Logging;

namespace FlexCore.Node.Tests.Logging;

public sealed class JsonLoggerTests : IDisposable
{
    private static readonly Action<ILogger, string, int, Exception?> Restarts =
        LoggerMessage.Define<string, int>(LogLevel.Warning, new EventId(1234, "Restarts"), "Stream {Pipeline} restarts {Count} times.");

    private static readonly Action<ILogger, string, string, Exception?> Failed =
        LoggerMessage.Define<string, string>(LogLevel.Error, new EventId(1235, "Failed"), "Disk {Id} failed: {Error}");

    private readonly StringWriter _output = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void A_line_has_time_level_id_category_message_and_its_named_values()
    {
        Restarts(Logger(), "orders", 3, null);

        var line = Line();
        Text(line, "time").ShouldBe(_clock.GetUtcNow().UtcDateTime.ToString("O"));
        Text(line, "level").ShouldBe("warning");
        line.GetProperty("id").GetInt32().ShouldBe(1234);
        Text(line, "category").ShouldBe("FlexCore.Test");
        Text(line, "message").ShouldBe("Stream orders restarts 3 times.");
        (Text(line, "pipeline"), Text(line, "count")).ShouldBe(("orders", "3"));
    }

    [Fact]
    public void Scopes_are_values_of_the_line_while_they_are_open()
    {
        var logger = Logger();
        using (logger.BeginScope(new Dictionary<string, object?> { ["Tenant"] = "acme", ["Correlation"] = "c-1" }))
        {
            Restarts(logger, "orders", 1, null);
        }

        var line = Line();
        (Text(line, "tenant"), Text(line, "correlation")).ShouldBe(("acme", "c-1"));
        Restarts(logger, "orders", 1, null);
        Line().TryGetProperty("tenant", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_name_of_the_message_that_a_scope_has_too_stands_once()
    {
        var logger = Logger();
        using (logger.BeginScope(new Dictionary<string, object?> { ["Pipeline"] = "scope", ["Tenant"] = "acme" }))
        {
            Restarts(logger, "orders", 1, null);
        }

        Line().EnumerateObject().Select(member => member.Name).ShouldBeUnique();
        Restarts(logger, "orders", 1, null);
        Text(Line(), "pipeline").ShouldBe("orders");
    }

    [Fact]
    public void A_value_with_the_name_of_a_member_of_every_line_has_a_name_of_its_own()
    {
        Failed(Logger(), "7", "it is full", new InvalidOperationException("broken"));

        var line = Line();
        line.EnumerateObject().Select(member => member.Name).ShouldBeUnique();
        line.GetProperty("id").GetInt32().ShouldBe(1235);
        (Text(line, "idValue"), Text(line, "errorValue")).ShouldBe(("7", "it is full"));
        Text(line, "error").ShouldContain("broken");
        Text(line, "message").ShouldBe("Disk 7 failed: it is full");
    }

    [Fact]
    public void The_trace_that_is_current_is_named()
    {
        using var activity = new Activity("x").SetIdFormat(ActivityIdFormat.W3C).Start();
        Restarts(Logger(), "orders", 1, null);
        var line = Line();
        (Text(line, "traceId"), Text(line, "spanId")).ShouldBe((activity.TraceId.ToString(), activity.SpanId.ToString()));
    }

    [Fact]
    public void Line_breaks_in_values_and_errors_do_not_begin_a_new_line()
    {
        Restarts(Logger(), "a\nb\r\"c\"", 1, new InvalidOperationException("x\ny"));
        _output.ToString().TrimEnd('\n', '\r').ShouldNotContain('\n');
        var line = Line();
        Text(line, "pipeline").ShouldBe("a\nb\r\"c\"");
        Text(line, "error").ShouldContain("x\ny");
    }

    [Fact]
    public void What_is_less_important_is_left_out()
    {
        using var logs = new JsonLoggerFactory(_output, _clock, LogLevel.Error);
        Restarts(logs.CreateLogger("c"), "orders", 1, null);
        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Lines_of_many_threads_are_whole()
    {
        var logger = Logger();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                Restarts(logger, $"p{thread}", i, null);
            }
        })));
        var lines = _output.ToString().TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(1_600);
        lines.ShouldAllBe(static line => JsonDocument.Parse(line, default).RootElement.ValueKind == JsonValueKind.Object);
    }

    private ILogger Logger() => new JsonLoggerFactory(_output, _clock, LogLevel.Information).CreateLogger("FlexCore.Test");

    private JsonElement Line() => JsonDocument.Parse(_output.ToString().TrimEnd('\n').Split('\n')[^1]).RootElement;

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString() ?? "";
}
