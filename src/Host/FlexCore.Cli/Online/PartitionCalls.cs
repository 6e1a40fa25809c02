using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online;

/// <summary>Asks for a stream as a whole where a node answers for one partition. Used by one command.</summary>
/// <param name="session">The node.</param>
internal sealed class PartitionCalls(NodeSession session)
{
    private const int SamplesWaiting = 64;

    /// <summary>What the operators of a stream have done; of a spread one, of all its partitions together.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="partition">Only this partition.</param>
    public async Task<OperatorsInfo> OperatorsAsync(string key, int? partition)
    {
        var all = await PartitionsAsync(key, partition).ConfigureAwait(false);
        var answers = await Task.WhenAll(all.Select(one => session.Client.Streams.OperatorsAsync(key, one, session.Stop))).ConfigureAwait(false);
        return answers.Length == 1 ? answers[0] : OperatorSum.Of(answers);
    }

    /// <summary>Samples an edge of a stream; of a spread one, of all its partitions, whose samples come as they come.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="edge">The edge.</param>
    /// <param name="rate">The most samples a second of one stream.</param>
    /// <param name="partition">Only this partition.</param>
    public async IAsyncEnumerable<TapSample> TapAsync(string key, string edge, int rate, int? partition)
    {
        var all = await PartitionsAsync(key, partition).ConfigureAwait(false);
        var samples = all is [var one] ? session.Client.Streams.TapAsync(key, edge, rate, one, session.Stop) : MergeAsync(all, (part, stop) => session.Client.Streams.TapAsync(key, edge, rate, part, stop), session.Stop);
        await foreach (var sample in samples.ConfigureAwait(false))
        {
            yield return sample;
        }
    }

    private async Task<IReadOnlyList<int?>> PartitionsAsync(string key, int? partition)
    {
        if (partition is not null)
        {
            return [partition];
        }

        var stream = await session.Client.Streams.GetAsync(key, session.Stop).ConfigureAwait(false);
        return stream.Partitions is { } partitions ? [.. partitions.Select(info => (int?)info.Partition)] : [null];
    }

    // Ends with the first tap that ends: what it cannot say any more, the others cannot say for it.
    private static async IAsyncEnumerable<TapSample> MergeAsync(
        IReadOnlyList<int?> partitions, Func<int?, CancellationToken, IAsyncEnumerable<TapSample>> tap, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var samples = Channel.CreateBounded<TapSample>(SamplesWaiting);
        var readers = partitions.Select(partition => ReadAsync(tap(partition, ending.Token), samples.Writer, ending.Token)).ToList();
        try
        {
            await foreach (var sample in samples.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return sample;
            }
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(readers).ConfigureAwait(false);
        }
    }

    private static async Task ReadAsync(IAsyncEnumerable<TapSample> tap, ChannelWriter<TapSample> samples, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var sample in tap.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await samples.WriteAsync(sample, cancellationToken).ConfigureAwait(false);
            }

            samples.TryComplete();
        }
        catch (Exception error)
        {
            // Told to whoever reads the samples; once he has gone, nobody needs it.
            samples.TryComplete(error);
        }
    }
}
