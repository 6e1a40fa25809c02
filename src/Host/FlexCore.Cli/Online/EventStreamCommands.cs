using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Online;

/// <summary>The commands about single event streams: append, read, time-travel.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class EventStreamCommands(OnlineCommand online)
{
    private const int DataWidth = 100;
    private static readonly string[] Headers = ["VERSION", "AT", "TYPE", "DATA"];
    private static readonly string[] FoundHeaders = ["STREAM", .. Headers];

    /// <summary><c>flexcore event append</c>.</summary>
    public Command Append()
    {
        var stream = new Argument<string>("stream") { Description = "The stream; its first event makes it." };
        var type = new Option<string>("--type", "-t") { Description = "What happened, for example OrderPlaced.", HelpName = "TYPE", Required = true };
        var version = new Option<int>("--schema-version") { Description = "The version of the data's shape, as its type declares it.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var data = new Option<string>("--data", "-d") { Description = "The event itself: a JSON object.", HelpName = "JSON", DefaultValueFactory = _ => "{}" };
        var file = new Option<string?>("--data-file", "-f") { Description = "A file that holds the event itself, instead of --data.", HelpName = "FILE" };
        var metadata = new Option<string?>("--metadata") { Description = "What is known beside it: a JSON object.", HelpName = "JSON" };
        var tags = new Option<string[]>("--tag") { Description = "A word by which it is found; may be repeated.", HelpName = "TAG" };
        var personal = new Option<string[]>("--personal") { Description = "A value about a person, as SUBJECT=POINTER, for example c-1=/email: sealed in the log, and readable until the person is forgotten. May be repeated for more values of the same person.", HelpName = "SUBJECT=POINTER" };
        var expect = new Option<string>("--expect") { Description = "The stream's version: a number, none (it must not exist yet) or any.", HelpName = "VERSION", DefaultValueFactory = _ => "any" };
        var key = new Option<string?>("--key") { Description = "An idempotency key: the same key again appends nothing.", HelpName = "KEY" };
        return online.Create("append", "Appends an event to a stream. It is durable when the command ends.", [stream, type, version, data, file, metadata, tags, personal, expect, key], async (result, session) =>
        {
            var body = EventAppendBody.Write(
                (result.GetRequiredValue(type), result.GetValue(version)),
                result.GetValue(file) is { } path
                    ? EventAppendBody.Object("--data-file", await EventAppendBody.ReadAsync(path).ConfigureAwait(false))
                    : EventAppendBody.Object("--data", result.GetRequiredValue(data)),
                result.GetValue(metadata) is { } beside ? EventAppendBody.Object("--metadata", beside) : null,
                result.GetValue(tags) ?? [],
                EventAppendBody.Personal(result.GetValue(personal) ?? []),
                EventAppendBody.ExpectedVersion(result.GetRequiredValue(expect)));
            var receipt = await session.Client.Events.AppendAsync(result.GetRequiredValue(stream), body, result.GetValue(key), session.Stop).ConfigureAwait(false);
            await session.Terminal.Out.WriteLineAsync(session.Output == OutputFormat.Json
                ? receipt.GetRawText()
                : string.Create(CultureInfo.InvariantCulture, $"{SafeText.OneLine(Text(receipt, "stream"))} is at version {Text(receipt, "lastVersion")}")).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    /// <summary><c>flexcore event read</c>.</summary>
    public Command Read()
    {
        var stream = new Argument<string?>("stream") { Description = "The stream, or the key of another entity with --kind; may be left out with --type, --tag or --correlation.", Arity = ArgumentArity.ZeroOrOne };
        var filter = new EventFilterOptions("The kind of entity, for example pipeline; event-stream when a stream is given.", withStream: false);
        var from = new Option<long?>("--from") { Description = "The version of the first event of the stream.", HelpName = "VERSION" };
        var after = new Option<string?>("--after") { Description = "Where a search by type, tag or correlation goes on, as it said at its end.", HelpName = "PLACE" };
        var limit = new Option<int>("--limit", "-l") { Description = "The most events.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var backwards = new Option<bool>("--backwards") { Description = "Newest first." };
        var raw = new Option<bool>("--raw") { Description = "Events of a stream as they are stored, and not as the newest version of their types." };
        var command = online.Create("read", "Reads events of a stream, or finds events of all streams by type, tag or correlation.", [stream, .. filter.Symbols, from, after, limit, backwards, raw], async (result, session) =>
        {
            var (name, count, isBackwards) = (result.GetValue(stream), result.GetValue(limit).ToString(CultureInfo.InvariantCulture), result.GetValue(backwards));
            var isSearch = filter.HasTerm(result);
            var part = isSearch
                ? await session.Client.Events.SearchAsync(
                    [.. filter.Read(result), new("stream", name), new("order", isBackwards ? "newest" : null), new("after", result.GetValue(after)), new("limit", count)], session.Stop).ConfigureAwait(false)
                : await session.Client.Events.ReadAsync(
                    name ?? "",
                    [.. filter.Read(result), new("from", result.GetValue(from)?.ToString(CultureInfo.InvariantCulture)), new("limit", count), new("direction", isBackwards ? "backwards" : null), new("form", result.GetValue(raw) ? "stored" : null)],
                    session.Stop).ConfigureAwait(false);
            await ShowAsync(session, part, isSearch).ConfigureAwait(false);
            return ExitCode.Success;
        });
        command.Validators.Add(result =>
        {
            if (!filter.HasTerm(result) && result.GetValue(stream) is null)
            {
                result.AddError("Name a stream, or what to look for: --type, --tag or --correlation.");
            }

            if (filter.HasTerm(result) && result.GetValue(raw))
            {
                result.AddError("--raw is for one stream: leave out --type, --tag and --correlation.");
            }

            if (filter.HasTerm(result) ? result.GetValue(from) is not null : result.GetValue(after) is not null)
            {
                result.AddError("--from is a version of a stream, --after a place in a search by --type, --tag or --correlation: give the one that fits.");
            }
        });
        return command;
    }

    private static async Task ShowAsync(NodeSession session, JsonElement part, bool isSearch)
    {
        if (session.Output == OutputFormat.Json)
        {
            await session.Terminal.Out.WriteLineAsync(part.GetRawText()).ConfigureAwait(false);
            return;
        }

        var rows = part.GetProperty("events").EnumerateArray().Select(recorded => isSearch ? [SafeText.OneLine(Text(recorded, "key")), .. Row(recorded)] : Row(recorded));
        await session.Terminal.Out.WriteAsync(TextTable.Render(isSearch ? FoundHeaders : Headers, [.. rows])).ConfigureAwait(false);
        if (part.TryGetProperty("next", out var next))
        {
            await session.Terminal.Error.WriteLineAsync($"There are more; {(isSearch ? "--after" : "--from")} {next} goes on.").ConfigureAwait(false);
        }
    }

    /// <summary><c>flexcore event time-travel</c>.</summary>
    public Command TimeTravel()
    {
        var stream = new Argument<string>("stream") { Description = "The stream, or the key of another entity with --kind." };
        var kind = KindOption();
        var to = new Option<string?>("--to") { Description = "The point: a version, or an instant such as 2026-03-01T12:00:00Z. The default is the end.", HelpName = "POINT" };
        var from = new Option<string?>("--from") { Description = "Shows what changed from this point to the other, instead of the state.", HelpName = "POINT" };
        return online.Create("time-travel", "Shows what an entity was like at a version or an instant, or what changed between two.", [stream, kind, to, from], async (result, session) =>
        {
            var (name, point) = (result.GetRequiredValue(stream), result.GetValue(to));
            var isVersion = long.TryParse(point, NumberStyles.None, CultureInfo.InvariantCulture, out _);
            var answer = result.GetValue(from) is { } start
                ? await session.Client.Events.DiffAsync(name, [new("kind", result.GetValue(kind)), new("from", start), new("to", point)], session.Stop).ConfigureAwait(false)
                : await session.Client.Events.StateAsync(name, [new("kind", result.GetValue(kind)), new(isVersion ? "version" : "at", point)], session.Stop).ConfigureAwait(false);
            await session.Terminal.Out.WriteLineAsync(session.Output == OutputFormat.Json ? answer.GetRawText() : Describe(answer)).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private static Option<string?> KindOption() => new("--kind", "-k") { Description = "The kind of entity, for example pipeline; event-stream when not given.", HelpName = "KIND" };

    private static IReadOnlyList<string> Row(JsonElement recorded) =>
    [
        Text(recorded, "version"), Text(recorded, "at"), SafeText.OneLine(Text(recorded, "type")), SafeText.OneLine(SafeText.Cut(Text(recorded, "data") + Text(recorded, "payload"), DataWidth)),
    ];

    private static string Describe(JsonElement answer) => answer.TryGetProperty("state", out var state)
        ? $"version {Text(answer, "version")}, {Text(answer, "at")}\n{SafeText.OneLine(state.GetRawText())}"
        : string.Join('\n', answer.GetProperty("changes").EnumerateArray()
            .Select(change => SafeText.OneLine($"{Text(change, "op"),-7}  {Text(change, "path")}  {Raw(change, "old")} -> {Raw(change, "value")}".TrimEnd()))
            .Prepend($"version {Text(answer, "from")} to {Text(answer, "to")}"));

    private static string Raw(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetRawText() : "";

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.ToString() : "";
}
