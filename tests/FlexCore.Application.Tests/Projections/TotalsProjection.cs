using FlexCore.Application.Projections;

namespace FlexCore.Application.Tests.Projections;

/// <summary>Sums up amounts for each order; an amount below zero breaks it.</summary>
internal sealed class TotalsProjection(int version = 1) : IProjection
{
    public const string Name = "totals";

    /// <summary>While set, every event breaks it.</summary>
    public volatile bool IsBroken;

    public ProjectionDescription Description { get; } = new(Name, version, ProjectionScope.Stream);

    public bool Handles(string type, string kind) => type is "Added" or "Gone";

    public void Apply(ProjectedEvent happened, ReadModelUnit models)
    {
        var model = models.Get(happened.Key);
        if (happened.Type == "Gone")
        {
            model.Delete();
            return;
        }

        var amount = happened.Data.GetProperty("amount").GetDecimal();
        model.Increment("total", amount * version);
        model.Set("last", happened.Version);
        if (amount < 0 || IsBroken)
        {
            throw new InvalidOperationException($"the amount is {amount}");
        }
    }
}
