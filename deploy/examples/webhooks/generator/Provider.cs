using System.Globalization;
using FlexCore.Examples.AccessLog;

namespace FlexCore.Examples.Webhooks;

/// <summary>A service that sends webhooks.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Prefix">What the numbers of its deliveries begin with.</param>
/// <param name="Share">How many of a hundred deliveries are its own.</param>
/// <param name="Event">Makes an event and its data as JSON.</param>
internal sealed record Provider(string Name, string Prefix, int Share, Func<SplitMix, (string Kind, string Data)> Event)
{
    private static readonly string[] Authors = ["ana", "björn", "chidi", "dora", "emil"];
    private static readonly string[] Repositories = ["shop/api", "shop/web", "ops/deploy"];
    private static readonly string[] Currencies = ["EUR", "EUR", "USD", "GBP"];
    private static readonly string[] Reasons = ["mailbox full", "no such user", "refused"];

    // The last one is new: nobody has told the receiver about it.
    private static readonly Provider[] All =
    [
        new("payrail", "pay", 40, Payment),
        new("gitforge", "git", 30, Repository),
        new("mailbird", "mail", 25, Mail),
        new("parcelbee", "bee", 5, random => ("parcel.moved", string.Create(CultureInfo.InvariantCulture, $"{{\"parcel\":{random.Below(10_000)}}}"))),
    ];

    /// <summary>Chooses one by its share.</summary>
    /// <param name="random">Where chance comes from.</param>
    public static Provider Choose(SplitMix random)
    {
        var number = random.Below(All.Sum(provider => provider.Share));
        var chosen = 0;
        for (; number >= All[chosen].Share; chosen++)
        {
            number -= All[chosen].Share;
        }

        return All[chosen];
    }

    private static (string Kind, string Data) Payment(SplitMix random)
    {
        var kind = random.Below(10) switch { 0 => "charge.refunded", 1 => "charge.failed", _ => "charge.succeeded" };

        // One amount of two hundred comes from a form that nobody checked.
        var cents = random.Chance(5_000) ? "\"12,50\"" : (100 + random.Below(20_000)).ToString(CultureInfo.InvariantCulture);
        return (kind, string.Create(CultureInfo.InvariantCulture, $"{{\"charge\":\"ch_{random.Below(1_000_000):D6}\",\"cents\":{cents},\"currency\":\"{Pick(Currencies, random)}\"}}"));
    }

    private static (string Kind, string Data) Repository(SplitMix random)
    {
        if (random.Below(4) == 0)
        {
            return random.Below(2) == 0 ? ("ping", "{}") : ("issue.opened", string.Create(CultureInfo.InvariantCulture, $"{{\"issue\":{random.Below(500)}}}"));
        }

        var commits = new string[1 + random.Below(3)];
        for (var i = 0; i < commits.Length; i++)
        {
            commits[i] = string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"{random.Next() >> 32:x8}\",\"author\":\"{Pick(Authors, random)}\"}}");
        }

        return ("push", $"{{\"repository\":\"{Pick(Repositories, random)}\",\"commits\":[{string.Join(',', commits)}]}}");
    }

    private static (string Kind, string Data) Mail(SplitMix random)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"user{random.Below(3_000)}@example.com");
        return random.Below(3) == 0
            ? ("bounced", $"{{\"address\":\"{address}\",\"reason\":\"{Pick(Reasons, random)}\"}}")
            : ("delivered", $"{{\"address\":\"{address}\"}}");
    }

    private static string Pick(string[] values, SplitMix random) => values[random.Below(values.Length)];
}
