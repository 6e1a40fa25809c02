using System.CommandLine;
using System.Globalization;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Projections;

/// <summary>The commands under <c>flexcore projection</c>.</summary>
/// <param name="online">Makes commands.</param>
/// <param name="terminal">Where everything is written.</param>
internal sealed class ProjectionCommands(OnlineCommand online, CliTerminal terminal)
{
    private static readonly string[] ParkedHeaders = ["PLACE", "STREAM", "VERSION", "TYPE", "ATTEMPTS", "REASON"];
    private static readonly string[] DocumentHeaders = ["KEY", "VERSION", "UPDATED", "DATA"];

    /// <summary>Creates the group.</summary>
    public Command Create() => new("projection", "Shows and manages the projections of a node: documents made of events.")
    {
        Listing("list", "Lists the projections with their state, lag and parked events.", ProjectionRows.Headers, ProjectionRows.Row),
        Listing("lag", "Shows how many events each projection has not passed yet.", ProjectionRows.LagHeaders, ProjectionRows.Lag),
        Change("show", "Shows one projection with its generations.", (session, name) => session.Client.Projections.GetAsync(name, session.Stop)),
        Declare(),
        ProjectionLint.Create(terminal),
        Confirmed("remove", "Removes a declared projection with everything that it has made.", "Remove {0} and its documents?", (session, name) => session.Client.Projections.RemoveAsync(name, session.Stop)),
        Change("pause", "Lets a projection stand still.", (session, name) => session.Client.Projections.PauseAsync(name, session.Stop)),
        Change("resume", "Lets a projection go on that is paused or stands still because of a fault.", (session, name) => session.Client.Projections.ResumeAsync(name, session.Stop)),
        Confirmed(
            "reset",
            "Forgets what a projection has made and begins at the first event. Until it has caught up, what is read is incomplete; rebuild --swap avoids that.",
            "Forget the documents of {0} and begin at the first event?",
            (session, name) => session.Client.Projections.ResetAsync(name, session.Stop)),
        Rebuild(),
        Swap(),
        Forget(),
        Wait(),
        Parked(),
        Redrive(),
        Discard(),
        Get(),
        Documents(),
        Where(),
    };

    private static Argument<string> Name() => new("PROJECTION") { Description = "The projection's name." };

    private static Option<long?> Generation(string description) => new("--generation", "-g") { Description = description, HelpName = "N" };

    private static async Task<ExitCode> ShowAsync(NodeSession session, ProjectionInfo projection)
    {
        await Answers.WriteOneAsync(session, projection, ProjectionJson.Default.ProjectionInfo, ProjectionRows.Of(projection)).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private Command Listing(string verb, string description, IReadOnlyList<string> headers, Func<ProjectionInfo, IReadOnlyList<string>> row) => online.Create(verb, description, [], async (_, session) =>
    {
        var list = await session.Client.Projections.ListAsync(session.Stop).ConfigureAwait(false);
        await Answers.WriteTableAsync(session, list, ProjectionJson.Default.ProjectionList, headers, [.. list.Projections.Select(row)]).ConfigureAwait(false);
        return ExitCode.Success;
    });

    private Command Change(string verb, string description, Func<NodeSession, string, Task<ProjectionInfo>> call)
    {
        var name = Name();
        return online.Create(verb, description, [name], async (result, session) =>
            await ShowAsync(session, await call(session, result.GetRequiredValue(name)).ConfigureAwait(false)).ConfigureAwait(false));
    }

    private Command Confirmed(string verb, string description, string question, Func<NodeSession, string, Task<ProjectionInfo>> call)
    {
        var name = Name();
        var yes = Cluster.Confirmation.CreateOption();
        return online.Create(verb, description, [name, yes], async (result, session) =>
        {
            var projection = await session.Client.Projections.GetAsync(result.GetRequiredValue(name), session.Stop).ConfigureAwait(false);
            await Cluster.Confirmation.RequireAsync(session, string.Format(CultureInfo.InvariantCulture, question, projection.Name), result.GetValue(yes)).ConfigureAwait(false);
            return await ShowAsync(session, await call(session, projection.Name).ConfigureAwait(false)).ConfigureAwait(false);
        });
    }

    private Command Declare()
    {
        var file = new Argument<string>("FILE") { Description = "The projection's file (YAML or JSON)." };
        return online.Create("declare", "Declares a projection from a file, or builds it anew beside the old one when the file has changed.", [file], async (result, session) =>
        {
            var document = await Online.Documents.ReadAsync(result.GetRequiredValue(file), session.Stop).ConfigureAwait(false);
            return await ShowAsync(session, await Online.Documents.ExplainAsync(document, () => session.Client.Projections.DeclareAsync(document.Text, session.Stop)).ConfigureAwait(false)).ConfigureAwait(false);
        });
    }

    private Command Where() => online.Create("where", "Tells where the documents of all projections can be read with SQL, and how.", [], async (_, session) =>
    {
        var list = await session.Client.Projections.ListAsync(session.Stop).ConfigureAwait(false);
        var source = list.ReadModels ?? throw new CliException(ExitCode.NodeRefused, "The node does not tell where its read models are; it is older than this program. Look for read_models.db in its data folder.");
        await Answers.WriteOneAsync(session, source, ProjectionJson.Default.ReadModelSource, ProjectionRows.Of(source)).ConfigureAwait(false);
        return ExitCode.Success;
    });

    private Command Rebuild()
    {
        var name = Name();
        var swap = new Option<bool>("--swap") { Description = "Read the new generation as soon as it has caught up." };
        var until = new Option<string?>("--until") { Description = "Build it as of this instant (2026-03-04T05:06:07Z); it is read with get --generation and never swapped in.", HelpName = "INSTANT" };
        return online.Create("rebuild", "Builds a projection anew beside the live one, which goes on.", [name, swap, until], async (result, session) =>
        {
            var projection = result.GetRequiredValue(name);
            var instant = InstantOf(result.GetValue(until));
            if (result.GetValue(swap) && instant is not null)
            {
                throw new CliException(ExitCode.Usage, "--swap and --until exclude each other: a read model as of an instant cannot be the live one. Leave one out.");
            }

            return await ShowAsync(session, result.GetValue(swap)
                ? await session.Client.Projections.ReplaceAsync(projection, session.Stop).ConfigureAwait(false)
                : await session.Client.Projections.RebuildAsync(projection, instant, session.Stop).ConfigureAwait(false)).ConfigureAwait(false);
        });
    }

    private static DateTimeOffset? InstantOf(string? text) => text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant
        : throw new CliException(ExitCode.Usage, $"--until is '{text}'. Give an instant like 2026-03-04T05:06:07Z.");

    private Command Swap()
    {
        var name = Name();
        var generation = Generation("The generation. Default: the newest that can be read.");
        return online.Create("swap", "Makes a generation the one that is read.", [name, generation], async (result, session) =>
            await ShowAsync(session, await session.Client.Projections.SwapAsync(result.GetRequiredValue(name), result.GetValue(generation), session.Stop).ConfigureAwait(false)).ConfigureAwait(false));
    }

    private Command Forget()
    {
        var name = Name();
        var generation = new Argument<long>("GENERATION") { Description = "The generation." };
        return online.Create("forget", "Forgets a generation that is not the live one.", [name, generation], async (result, session) =>
            await ShowAsync(session, await session.Client.Projections.ForgetAsync(result.GetRequiredValue(name), result.GetRequiredValue(generation), session.Stop).ConfigureAwait(false)).ConfigureAwait(false));
    }

    private Command Wait()
    {
        var name = Name();
        var token = new Option<string?>("--token") { Description = "The consistency token that a command or append returned. Default: the end of the store now.", HelpName = "TOKEN" };
        var generation = Generation("The generation. Default: the live one.");
        var seconds = new Option<double>("--timeout", "-t") { Description = "How many seconds to wait, 0 to 30.", DefaultValueFactory = static _ => 30, HelpName = "S" };
        return online.Create("wait", "Waits until a projection has come as far as a token, or as the store has come now.", [name, token, generation, seconds], async (result, session) =>
        {
            var patience = result.GetValue(seconds) is >= 0 and <= 30 and var wanted ? TimeSpan.FromSeconds(wanted) : throw new CliException(ExitCode.Usage, $"--timeout is {result.GetValue(seconds)}. Give 0 to 30 seconds.");
            return await ShowAsync(
                session,
                await session.Client.Projections.WaitAsync(result.GetRequiredValue(name), patience, result.GetValue(token), result.GetValue(generation), session.Stop).ConfigureAwait(false)).ConfigureAwait(false);
        });
    }

    private Command Parked()
    {
        var name = Name();
        return online.Create("parked", "Lists the events that a projection cannot take, and those behind them.", [name], async (result, session) =>
        {
            var list = await session.Client.Projections.ParkedAsync(result.GetRequiredValue(name), session.Stop).ConfigureAwait(false);
            await Answers.WriteTableAsync(session, list, ProjectionJson.Default.ParkedList, ParkedHeaders, [.. list.Parked.Select(ProjectionRows.Parked)]).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private Command Redrive()
    {
        var name = Name();
        var group = new Option<string?>("--group") { Description = "Only the parked events of this group (a stream or document). Default: all.", HelpName = "GROUP" };
        return online.Create("redrive", "Tries parked events again now.", [name, group], async (result, session) =>
            await ShowAsync(session, await session.Client.Projections.RedriveAsync(result.GetRequiredValue(name), result.GetValue(group), session.Stop).ConfigureAwait(false)).ConfigureAwait(false));
    }

    private Command Discard()
    {
        var name = Name();
        var place = new Argument<string>("PLACE") { Description = "The event's place, shard:offset, as 'parked' shows it." };
        return online.Create("discard", "Gives a parked event up: it will never have an effect, and what waits behind it is tried.", [name, place], async (result, session) =>
            await ShowAsync(session, await session.Client.Projections.DiscardAsync(result.GetRequiredValue(name), result.GetRequiredValue(place), session.Stop).ConfigureAwait(false)).ConfigureAwait(false));
    }

    private Command Get()
    {
        var name = Name();
        var key = new Argument<string>("KEY") { Description = "The document's key." };
        var generation = Generation("The generation to read. Default: the live one.");
        return online.Create("get", "Prints one document of a read model as JSON.", [name, key, generation], async (result, session) =>
        {
            var found = await session.Client.Projections.DocumentAsync(result.GetRequiredValue(name), result.GetRequiredValue(key), result.GetValue(generation), session.Stop).ConfigureAwait(false);
            await Answers.WriteTableAsync(session, found, ProjectionJson.Default.ReadModelInfo, DocumentHeaders, [ProjectionRows.Document(found)]).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private Command Documents()
    {
        var name = Name();
        var limit = new Option<int>("--limit") { Description = "The most documents, 1 to 1,000.", DefaultValueFactory = static _ => 100, HelpName = "N" };
        var after = new Option<string?>("--after") { Description = "Where to go on, as the end of the list before says.", HelpName = "PLACE" };
        var generation = Generation("The generation to read. Default: the live one.");
        return online.Create("documents", "Lists documents of a read model by key.", [name, limit, after, generation], async (result, session) =>
        {
            var list = await session.Client.Projections.DocumentsAsync(result.GetRequiredValue(name), result.GetValue(limit), result.GetValue(after), result.GetValue(generation), session.Stop).ConfigureAwait(false);
            await Answers.WriteTableAsync(session, list, ProjectionJson.Default.ReadModelList, DocumentHeaders, [.. list.Items.Select(ProjectionRows.Document)]).ConfigureAwait(false);
            if (list.Next is { } next && session.Output != OutputFormat.Json)
            {
                await session.Terminal.Error.WriteLineAsync($"There are more; go on with --after '{next}'.").ConfigureAwait(false);
            }

            return ExitCode.Success;
        });
    }
}
