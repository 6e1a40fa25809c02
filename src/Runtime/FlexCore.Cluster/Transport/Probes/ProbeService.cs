using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;
using FlexCore.Cluster.Transport.Connections;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Transport.Probes;

/// <summary>Hands the probes of other nodes to the membership. Thread-safe.</summary>
internal sealed class ProbeService(IProbeResponder responder, TimeProvider time) : ITransportService
{
    // The asker has given up long before; this only bounds what a node does for others.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public ServiceNumber Number => ServiceNumber.Probes;

    /// <inheritdoc/>
    public void OnRequest(InboundCall call, ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        switch (reader.Byte())
        {
            case ProbeWire.Direct:
                var reply = responder.Answer(ProbeWire.ReadVersions(ref reader));
                var frame = call.Begin();
                ProbeWire.Write(frame, reply);
                call.Reply(frame);
                break;
            case ProbeWire.Through:
                _ = ProbeForAsync(call, ProbeWire.ReadTarget(ref reader));
                break;
            default:
                throw new WireException("A probe is of an unknown kind.");
        }
    }

    /// <inheritdoc/>
    public void OnTell(NodeId from, ReadOnlySpan<byte> body)
    {
        // Every probe wants an answer.
    }

    private async Task ProbeForAsync(InboundCall call, Member target)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        bool isReached;
        try
        {
            using var limit = new CancellationTokenSource(Patience, time);
            isReached = await responder.ProbeForAsync(target, limit.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // The boundary of the membership: the asker must not wait for an answer that never comes.
            call.Refuse(RefuseCode.Failed, error.Message);
            return;
        }

        var frame = call.Begin();
        frame.Byte(isReached ? (byte)1 : (byte)0);
        call.Reply(frame);
    }
}
