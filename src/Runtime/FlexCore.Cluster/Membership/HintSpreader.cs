namespace FlexCore.Cluster.Membership;

/// <summary>Tells the other members at once that the tables have changed, by probing them. A lost hint costs one heartbeat.</summary>
/// <remarks>Thread-safe. One round at a time; calls during a round make one more.</remarks>
internal sealed class HintSpreader(NodeParts parts, Prober prober, CancellationToken over)
{
    private readonly Lock _gate = new();
    private bool _running;
    private bool _again;

    internal void Spread()
    {
        lock (_gate)
        {
            if (_running)
            {
                _again = true;
                return;
            }

            _running = true;
        }

        _ = RunAsync();
    }

    private async Task RunAsync()
    {
        do
        {
            await Task.WhenAll(parts.View.Current.Serving.Where(member => member.Id != parts.Self).Select(member => prober.ReachAsync(member, over)));
        }
        while (GoesOn());
    }

    private bool GoesOn()
    {
        lock (_gate)
        {
            _running = _again && !over.IsCancellationRequested;
            _again = false;
            return _running;
        }
    }
}
