namespace FlexCore.Cluster.Transport;

/// <summary>A request that was accepted for sending. Exactly one of the three ends comes, on the connection's thread: do not block there.</summary>
internal interface IPendingCall
{
    /// <summary>Whether somebody still waits. One that nobody waits for is forgotten.</summary>
    bool IsPending { get; }

    /// <summary>The service answered.</summary>
    /// <param name="body">The answer, valid during the call.</param>
    /// <exception cref="Wire.WireException">The answer is malformed; the connection ends.</exception>
    void OnReply(ReadOnlySpan<byte> body);

    /// <summary>The other node did not hand the request to a service.</summary>
    /// <param name="code">Why, for programs.</param>
    /// <param name="message">Why, for people.</param>
    void OnRefused(RefuseCode code, string message);

    /// <summary>The connection ended first.</summary>
    /// <param name="loss">Whether the request may have arrived.</param>
    void OnLost(CallLoss loss);
}
