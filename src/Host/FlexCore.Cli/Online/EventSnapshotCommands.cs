using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Online;

/// <summary>The commands under <c>flexcore event snapshot</c>. A kept state is shown by <c>flexcore event time-travel</c>, which begins at it.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class EventSnapshotCommands(OnlineCommand online)
{
    private static readonly string[] Headers = ["VERSION", "AT", "CREATED", "BYTES", "SHAPE"];

    /// <summary>Creates the group.</summary>
    public Command Create() => new("snapshot", "Keeps states of streams, so that reading later ones is quick.") { Keep(), List() };

    private Command Keep()
    {
        var (stream, kind) = (Stream(), Kind());
        var to = new Option<string?>("--to") { Description = "The point: a version, or an instant such as 2026-03-01T12:00:00Z. The default is the end.", HelpName = "POINT" };
        return online.Create("create", "Keeps the state of a stream at a point.", [stream, kind, to], async (result, session) =>
        {
            var (name, point) = (result.GetRequiredValue(stream), result.GetValue(to));
            var isVersion = long.TryParse(point, NumberStyles.None, CultureInfo.InvariantCulture, out _);
            var kept = await session.Client.Events.KeepAsync(name, [new("kind", result.GetValue(kind)), new(isVersion ? "version" : "at", point)], session.Stop).ConfigureAwait(false);
            await session.Terminal.Out.WriteLineAsync(session.Output == OutputFormat.Json ? kept.GetRawText() : $"the state of {SafeText.OneLine(name)} at version {Text(kept, "version")} is kept").ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private Command List()
    {
        var (stream, kind) = (Stream(), Kind());
        return online.Create("list", "Lists the kept states of a stream, the newest version first.", [stream, kind], async (result, session) =>
        {
            var answer = await session.Client.Events.SnapshotsAsync(result.GetRequiredValue(stream), result.GetValue(kind), session.Stop).ConfigureAwait(false);
            if (session.Output == OutputFormat.Json)
            {
                await session.Terminal.Out.WriteLineAsync(answer.GetRawText()).ConfigureAwait(false);
                return ExitCode.Success;
            }

            var rows = answer.GetProperty("snapshots").EnumerateArray()
                .Select(kept => (IReadOnlyList<string>)[Text(kept, "version"), Text(kept, "at"), Text(kept, "createdAt"), Text(kept, "bytes"), SafeText.OneLine(Text(kept, "shape"))]);
            await session.Terminal.Out.WriteAsync(TextTable.Render(Headers, [.. rows])).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private static Argument<string> Stream() => new("stream") { Description = "The stream, or the key of another entity with --kind." };

    private static Option<string?> Kind() => new("--kind", "-k") { Description = "The kind of entity, for example pipeline; event-stream when not given.", HelpName = "KIND" };

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.ToString() : "";
}
