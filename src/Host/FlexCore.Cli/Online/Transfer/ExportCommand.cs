using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FlexCore.Application.EventStreams;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Cli.Online.Transfer;

/// <summary><c>flexcore event export</c>.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class ExportCommand(OnlineCommand online)
{
    private const string EveryKind = "all";

    /// <summary>Creates the command.</summary>
    public Command Create()
    {
        var file = new Argument<string>("file") { Description = "The file to write; - for stdout." };
        var kind = new Option<string>("--kind", "-k") { Description = "The kind of entity, or all. Only event-stream, the streams of users, can be imported.", HelpName = "KIND", DefaultValueFactory = _ => EventStreamDecider.Kind };
        var stream = new Option<string?>("--stream", "-s") { Description = "Only this stream.", HelpName = "NAME" };
        var type = new Option<string?>("--type", "-t") { Description = "Only events of this type.", HelpName = "TYPE" };
        var tag = new Option<string?>("--tag") { Description = "Only events with this tag.", HelpName = "TAG" };
        var correlation = new Option<string?>("--correlation") { Description = "Only events of this chain of work.", HelpName = "ID" };
        var after = new Option<string?>("--after") { Description = "Only events behind this cursor.", HelpName = "CURSOR" };
        var since = new Option<string?>("--since") { Description = "Only events behind those of this export, a file.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Replace the file if it exists." };
        var fresh = new Option<bool>("--fresh") { Description = "Begin again, instead of going on with an export that was interrupted." };
        var command = online.Create(
            "export",
            "Writes events as lines of JSON: a consistent cut, also of a node at work. An export that was interrupted goes on where it stopped.",
            [file, kind, stream, type, tag, correlation, after, since, force, fresh],
            async (result, session) =>
            {
                var wanted = result.GetRequiredValue(kind);
                var filter = new EventFilter
                {
                    Kind = wanted == EveryKind ? null : wanted, Stream = result.GetValue(stream), Type = result.GetValue(type), Tag = result.GetValue(tag), CorrelationId = result.GetValue(correlation),
                };
                var start = result.GetValue(since) is { } earlier ? await EventFiles.LastCursorAsync(earlier, session.Stop).ConfigureAwait(false) : result.GetValue(after);
                var download = new ExportDownload(session, filter, start);
                return result.GetRequiredValue(file) is var path && path == "-"
                    ? await ToStdoutAsync(download, session).ConfigureAwait(false)
                    : await ToFileAsync(download, session, new ExportTarget(path, result.GetValue(force), result.GetValue(fresh))).ConfigureAwait(false);
            });
        command.Validators.Add(result =>
        {
            if (result.GetValue(after) is not null && result.GetValue(since) is not null)
            {
                result.AddError("--after and --since exclude each other: choose one.");
            }
        });
        return command;
    }

    private static async Task<ExitCode> ToStdoutAsync(ExportDownload download, NodeSession session)
    {
        await download.CopyAsync(session.Terminal.Out).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static async Task<ExitCode> ToFileAsync(ExportDownload download, NodeSession session, ExportTarget target)
    {
        var (events, cursor) = await target.FillAsync(download, session).ConfigureAwait(false);
        await session.Terminal.Out.WriteLineAsync(session.Output == OutputFormat.Json
            ? string.Create(CultureInfo.InvariantCulture, $$"""{"file":"{{JsonEncodedText.Encode(target.Path)}}","events":{{events}},"cursor":"{{cursor}}"}""")
            : string.Create(CultureInfo.InvariantCulture, $"{events:N0} events in {SafeText.OneLine(target.Path)}")).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
