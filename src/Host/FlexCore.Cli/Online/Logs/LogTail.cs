using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;
using FlexCore.Client.Problems;

namespace FlexCore.Cli.Online.Logs;

/// <summary>Runs <c>flexcore log tail</c>: the log of one node, or those of all members of its cluster in one, those that join later included. Used by one command.</summary>
/// <remarks>Each member is followed by a task of its own; one loop writes. At most <see cref="WaitingMax"/> events wait for it, then the members wait.</remarks>
/// <param name="session">The nodes.</param>
internal sealed class LogTail(NodeSession session)
{
    /// <summary>The most events that wait to be written.</summary>
    internal const int WaitingMax = 1_024;

    /// <summary>How often is looked for members that have joined.</summary>
    internal static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    private const string NotClustered = "not-clustered";

    /// <summary>Follows until the session stops.</summary>
    /// <param name="query">Which events; without a node those of all members.</param>
    /// <param name="count">After how many events to end; 0 for no end.</param>
    public async Task<ExitCode> RunAsync(LogTailQuery query, int count)
    {
        var written = 0;
        await foreach (var (line, note) in ReadAsync(query, session.Stop).ConfigureAwait(false))
        {
            if (line is null)
            {
                await session.Terminal.Error.WriteLineAsync(SafeText.OneLine(note)).ConfigureAwait(false);
                continue;
            }

            await session.Terminal.Out.WriteLineAsync(session.Output == OutputFormat.Json ? JsonSerializer.Serialize(line, LogJson.Default.LogLine) : Text(line)).ConfigureAwait(false);
            await session.Terminal.Out.FlushAsync(session.Stop).ConfigureAwait(false);
            if (++written == count)
            {
                break;
            }
        }

        return ExitCode.Success;
    }

    private async IAsyncEnumerable<Told> ReadAsync(LogTailQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.Node is not null || await MembersAsync(cancellationToken).ConfigureAwait(false) is not { } members)
        {
            await foreach (var line in session.Client.Logs.TailAsync(query, cancellationToken).ConfigureAwait(false))
            {
                yield return new Told(line, string.Empty);
            }

            yield break;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var told = Channel.CreateBounded<Told>(WaitingMax);
        var following = FollowAllAsync(query, members, told.Writer, end.Token);
        try
        {
            await foreach (var one in told.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return one;
            }
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await following.ConfigureAwait(false);
        }
    }

    // Ends with the token, or when no node tells the members any more: the reader learns why.
    private async Task FollowAllAsync(LogTailQuery query, IReadOnlyList<MemberInfo> members, ChannelWriter<Told> told, CancellationToken cancellationToken)
    {
        var followed = new Dictionary<string, Task>(StringComparer.Ordinal);
        using var ticks = new PeriodicTimer(LookInterval, session.Clock);
        Exception? failure = null;
        try
        {
            while (true)
            {
                foreach (var member in members)
                {
                    // A life of a node that was followed before and is there again goes on with what comes.
                    var known = followed.TryGetValue(member.Id, out var task);
                    if (task is null or { IsCompleted: true })
                    {
                        followed[member.Id] = FollowAsync(member, query with { Node = member.Name, Newest = known ? 0 : query.Newest }, told, isFirst: !known, cancellationToken);
                    }
                }

                await ticks.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
                members = await MembersAsync(cancellationToken).ConfigureAwait(false) ?? [];
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The reader has seen enough.
            failure = null;
        }
        catch (NodeException error)
        {
            failure = error;
        }

        await Task.WhenAll(followed.Values).ConfigureAwait(false);
        told.Complete(failure);
    }

    private async Task FollowAsync(MemberInfo member, LogTailQuery query, ChannelWriter<Told> told, bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var line in session.Client.Logs.TailAsync(query, cancellationToken).ConfigureAwait(false))
            {
                await told.WriteAsync(new Told(line, string.Empty), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (NodeException error) when (isFirst)
        {
            // The others are followed all the same, and this one again when it is still a member at the next look.
            await told.WriteAsync(new Told(null, $"{member.Name} cannot be followed now: {error.Message}"), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is NodeException || cancellationToken.IsCancellationRequested)
        {
            // It was told before, or nobody reads any more.
            return;
        }
    }

    /// <returns>The members that are not down; <see langword="null"/> when the node is alone.</returns>
    private async Task<IReadOnlyList<MemberInfo>?> MembersAsync(CancellationToken cancellationToken)
    {
        try
        {
            var cluster = await session.Client.Cluster.GetAsync(cancellationToken).ConfigureAwait(false);
            return [.. cluster.Members.Where(static member => member.Status != "down")];
        }
        catch (NodeProblemException error) when (error.Problem.Code == NotClustered)
        {
            return null;
        }
    }

    private static string Text(LogLine line)
    {
        var time = line.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var error = line.Error is { } cause ? $": {cause}" : string.Empty;
        return SafeText.OneLine(string.Create(CultureInfo.InvariantCulture, $"{time}  {line.Node}  {line.Level,-11}  {line.Id} {line.Category}: {line.Message}{error}"));
    }

    /// <summary>An event, or what is to be said beside them.</summary>
    private readonly record struct Told(LogLine? Line, string Note);
}
