using System.Runtime.CompilerServices;
using FlexCore.Actors.Entities;
using FlexCore.Application.Entities;

namespace FlexCore.Cluster.Regions.Routing;

/// <summary>How the region of this node dealt with an ask.</summary>
/// <param name="Answer">Its answer, when there is no failure.</param>
/// <param name="Failure">Its failure.</param>
/// <param name="IsNotOwner">Whether it does not serve the shard; then nothing was done.</param>
internal readonly record struct HereOutcome<T>(T? Answer, Exception? Failure, bool IsNotOwner)
{
    /// <summary>Takes the outcome of a call that has completed.</summary>
    internal static HereOutcome<T> Of(ValueTaskAwaiter<T> awaiter)
    {
        try
        {
            var answer = awaiter.GetResult();
            return new HereOutcome<T>(answer, null, answer is CommandReply { Refusal.Code: RegionRefusals.NotOwnerCode });
        }
        catch (ShardFencedException error)
        {
            // Nothing was written under the lost lease: the new owner can do it.
            return new HereOutcome<T>(default, error, IsNotOwner: true);
        }
        catch (Exception error)
        {
            // The boundary of this node's region: its fault is the answer.
            return new HereOutcome<T>(default, error, IsNotOwner: false);
        }
    }
}
