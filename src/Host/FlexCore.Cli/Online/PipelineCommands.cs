using System.CommandLine;
using System.Globalization;
using FlexCore.Cli.ExitCodes;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online;

/// <summary>The commands under <c>flexcore pipeline</c>.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class PipelineCommands(OnlineCommand online)
{
    private static readonly string[] Headers = ["PIPELINE", "STATUS", "VERSION", "UPDATED", "DESCRIPTION"];

    /// <summary>Creates the group.</summary>
    public Command Create()
    {
        var list = new ListOptions();
        return new Command("pipeline", "Manages the pipelines of a node.")
        {
            New("create", "Creates a pipeline from a file, as a draft. Its name is the file's.", "activate", "Publish it at once and start its stream."),
            Update(),
            online.Create("list", "Lists the pipelines with their status.", list.All, async (result, session) =>
            {
                var page = await session.Client.Pipelines.ListAsync(list.Read(result), session.Stop).ConfigureAwait(false);
                await Answers.WritePageAsync(session, page, OnlineJson.Default.PagePipelineInfo, Headers, Row).ConfigureAwait(false);
                return ExitCode.Success;
            }),
            Show(),
            History(),
            Change("activate", "Publishes a draft and starts its stream.", (session, key) => session.Client.Pipelines.ActivateAsync(key, session.Stop)),
            Change("pause", "Holds a running pipeline: its stream drains and takes a checkpoint.", (session, key) => session.Client.Pipelines.PauseAsync(key, session.Stop)),
            Change("resume", "Lets a paused pipeline go on at its checkpoint.", (session, key) => session.Client.Pipelines.ResumeAsync(key, session.Stop)),
            Change("archive", "Retires a pipeline for good. A running one must be paused first.", (session, key) => session.Client.Pipelines.ArchiveAsync(key, session.Stop)),
            Change("delete", "Archives and hides a pipeline; its history stays in the data folder.", (session, key) => session.Client.Pipelines.DeleteAsync(key, session.Stop)),
        };
    }

    private static Argument<string> Key() => new("PIPELINE") { Description = "The pipeline's name." };

    private static Argument<string> File() => new("FILE") { Description = "The pipeline file (YAML or JSON)." };

    private Command New(string name, string description, string option, string meaning)
    {
        var file = File();
        var activate = new Option<bool>("--" + option) { Description = meaning };
        return online.Create(name, description, [file, activate], async (result, session) =>
        {
            var document = await Documents.ReadAsync(result.GetRequiredValue(file), session.Stop).ConfigureAwait(false);
            var created = await Documents.ExplainAsync(document, () => session.Client.Pipelines.CreateAsync(new NewPipeline(document.Text), session.Stop)).ConfigureAwait(false);

            // A draft may have mistakes; they are refused when it is published.
            var shown = result.GetValue(activate)
                ? await Documents.ExplainAsync(document, () => session.Client.Pipelines.ActivateAsync(created.Key, session.Stop)).ConfigureAwait(false)
                : created;
            return await ShowAsync(session, shown).ConfigureAwait(false);
        });
    }

    private Command Update()
    {
        var key = Key();
        var file = File();
        return online.Create("update", "Replaces a pipeline's file; that of a published one becomes its next version.", [key, file], async (result, session) =>
        {
            var document = await Documents.ReadAsync(result.GetRequiredValue(file), session.Stop).ConfigureAwait(false);
            var name = result.GetRequiredValue(key);
            var updated = await Documents.ExplainAsync(document, () => session.Client.Pipelines.UpdateAsync(name, new NewPipeline(document.Text), session.Stop)).ConfigureAwait(false);
            return await ShowAsync(session, updated).ConfigureAwait(false);
        });
    }

    private Command Show()
    {
        var key = Key();
        var document = new Option<bool>("--document") { Description = "Print only the newest pipeline file." };
        return online.Create("show", "Shows one pipeline: status, version, run.", [key, document], async (result, session) =>
        {
            var pipeline = await session.Client.Pipelines.GetAsync(result.GetRequiredValue(key), session.Stop).ConfigureAwait(false);
            if (!result.GetValue(document))
            {
                return await ShowAsync(session, pipeline).ConfigureAwait(false);
            }

            await session.Terminal.Out.WriteLineAsync((pipeline.Document ?? string.Empty).TrimEnd()).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private Command History()
    {
        var key = Key();
        var list = new ListOptions();
        return online.Create("history", "Lists a pipeline's events, the newest first: who did what and when.", [key, .. list.Parts], async (result, session) =>
        {
            var page = await session.Client.Pipelines.HistoryAsync(result.GetRequiredValue(key), list.Read(result), session.Stop).ConfigureAwait(false);
            await Answers.WritePageAsync(session, page, OnlineJson.Default.PageHistoryEvent, HistoryRows.Headers, HistoryRows.Row).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private Command Change(string name, string description, Func<NodeSession, string, Task<PipelineInfo>> call)
    {
        var key = Key();
        return online.Create(name, description, [key], async (result, session) =>
            await ShowAsync(session, await call(session, result.GetRequiredValue(key)).ConfigureAwait(false)).ConfigureAwait(false));
    }

    private static async Task<ExitCode> ShowAsync(NodeSession session, PipelineInfo pipeline)
    {
        await Answers.WriteOneAsync(session, pipeline, OnlineJson.Default.PipelineInfo, Rows(pipeline)).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static IReadOnlyList<string> Row(PipelineInfo pipeline) =>
        [pipeline.Key, pipeline.Status, pipeline.Version.ToString(CultureInfo.InvariantCulture), Answers.Time(pipeline.UpdatedAt) ?? string.Empty, pipeline.Description];

    private static IEnumerable<(string Name, string? Value)> Rows(PipelineInfo pipeline)
    {
        yield return ("pipeline", pipeline.Key);
        yield return ("name", pipeline.Name == pipeline.Key ? null : pipeline.Name);
        yield return ("description", pipeline.Description);
        yield return ("status", pipeline.Status);
        yield return ("version", pipeline.Version == 0 ? "none published yet" : pipeline.Version.ToString(CultureInfo.InvariantCulture));
        yield return ("owner", pipeline.Owner);
        yield return ("created", Answers.Time(pipeline.CreatedAt));
        yield return ("updated", Answers.Time(pipeline.UpdatedAt));
        yield return ("run", pipeline.Run is { } run ? $"{run.RunId}, version {run.Version}, started {Answers.Time(run.StartedAt)}{(run.EndedAt is { } ended ? $", ended {Answers.Time(ended)}" : string.Empty)}" : null);
        yield return ("error", pipeline.Run?.Error);
    }
}
