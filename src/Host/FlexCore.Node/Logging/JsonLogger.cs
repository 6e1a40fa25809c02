using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace FlexCore.Node.Logging;

/// <summary>The logger of one category. Thread-safe.</summary>
internal sealed class JsonLogger(TextWriter output, TimeProvider clock, LogLevel minimum, string category, IExternalScopeProvider scopes) : ILogger
{
    // Control characters and quotes stay escaped, so a value cannot begin a line of its own; letters of any script stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // The members that every line may have; a value of that name is called otherwise, so that no name stands twice.
    private static readonly string[] Own = ["time", "level", "id", "category", "message", "traceId", "spanId", "error"];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => scopes.Push(state);

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= minimum;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", clock.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("level", logLevel.ToString().ToLowerInvariant());
            json.WriteNumber("id", eventId.Id);
            json.WriteString("category", category);
            json.WriteString("message", formatter(state, exception));
            var written = Own.ToHashSet(StringComparer.Ordinal);
            WriteValues(json, state, written);
            scopes.ForEachScope(static (scope, line) => WriteValues(line.json, scope, line.written), (json, written));
            if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
            {
                json.WriteString("traceId", activity.TraceId.ToHexString());
                json.WriteString("spanId", activity.SpanId.ToHexString());
            }

            if (exception is not null)
            {
                json.WriteString("error", exception.ToString());
            }

            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    // A name stands once in a line: the message's own value, else that of the outermost scope.
    private static void WriteValues(Utf8JsonWriter json, object? state, HashSet<string> written)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> values)
        {
            return;
        }

        foreach (var (name, value) in values)
        {
            if (name == "{OriginalFormat}")
            {
                continue;
            }

            var member = char.ToLowerInvariant(name[0]) + name[1..];
            member = Own.Contains(member) ? $"{member}Value" : member;
            if (written.Add(member))
            {
                json.WriteString(member, Convert.ToString(value, CultureInfo.InvariantCulture));
            }
        }
    }
}
