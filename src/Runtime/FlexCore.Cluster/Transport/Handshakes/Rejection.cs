using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Transport.Handshakes;

/// <summary>Why two nodes do not serve together.</summary>
/// <param name="Code">A stable code in kebab case: <c>wrong-cluster</c>, <c>incompatible-version</c>, <c>wrong-node</c>, <c>stale-incarnation</c>, <c>not-admitted</c>.</param>
/// <param name="Message">For people: both values and the remedy.</param>
internal sealed record Rejection(string Code, string Message)
{
    internal void Write(WireWriter frame)
    {
        frame.Text(Code);
        frame.Text(Message);
    }

    /// <exception cref="WireException">It is malformed.</exception>
    internal static Rejection Read(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        return new Rejection(reader.Text(), reader.Text());
    }
}
