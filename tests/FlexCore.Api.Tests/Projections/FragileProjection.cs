using FlexCore.Application.Projections;

namespace FlexCore.Api.Tests.Projections;

/// <summary>Sums up amounts. Code with a mistake, which a test can mend while it runs.</summary>
internal sealed class FragileProjection : IProjection
{
    public const string Name = "fragile";

    /// <summary>Whether it cannot take amounts below zero.</summary>
    public volatile bool IsBroken = true;

    public ProjectionDescription Description { get; } = new(Name, 1, ProjectionScope.Stream);

    public bool Handles(string type, string kind) => type == "Paid";

    public void Apply(ProjectedEvent happened, ReadModelUnit models)
    {
        var amount = happened.Data.GetProperty("amount").GetDecimal();
        models.Get(happened.Key).Increment("total", amount);
        if (IsBroken && amount < 0)
        {
            throw new InvalidOperationException($"the amount is {amount}");
        }
    }
}
