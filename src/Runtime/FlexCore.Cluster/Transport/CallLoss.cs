namespace FlexCore.Cluster.Transport;

/// <summary>Why a request will not be answered.</summary>
/// <param name="WasSent">Whether the other node may have received it; when not, it was certainly not processed.</param>
/// <param name="Reason">What happened, for people.</param>
internal readonly record struct CallLoss(bool WasSent, string Reason);
