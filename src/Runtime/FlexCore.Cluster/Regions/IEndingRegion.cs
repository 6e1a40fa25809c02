namespace FlexCore.Cluster.Regions;

/// <summary>A region that can be told that its node has no part in the cluster any more.</summary>
internal interface IEndingRegion
{
    /// <summary>Gives everything that waits for an owner its end, and refuses everything that comes.</summary>
    void End();
}
