using System.Text;
using FlexCore.Examples.AccessLog;

namespace FlexCore.Examples.Orders;

/// <summary>Writes the orders of a small shop, one JSON object a line, with the mistakes that real ones have.</summary>
/// <param name="options">What they look like.</param>
public sealed class OrderGenerator(OrderOptions options)
{
    private const int UnknownSku = 9999;

    private readonly SplitMix _random = new(options.Seed);
    private long _time = options.Start.ToUnixTimeMilliseconds();

    /// <summary>Writes all orders.</summary>
    /// <param name="target">The stream to write to.</param>
    public void WriteTo(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        for (var number = 1; number <= options.Orders; number++)
        {
            _time += 500 + _random.Below(20_000);
            target.Write(Encoding.UTF8.GetBytes(_random.Chance(options.WrongPerMillion) ? Wrong(number) : Order(number, Items(), Customer())));
        }
    }

    private string Order(int number, string items, string customer) =>
        FormattableString.Invariant($"{{\"order\":{number},\"at\":{At()},\"customer\":\"{customer}\",\"items\":[{items}]}}\n");

    private string At() => $"\"{DateTimeOffset.FromUnixTimeMilliseconds(_time).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture)}\"";

    private string Customer() => FormattableString.Invariant($"customer{_random.Below(200)}@example.org");

    private string Items()
    {
        var items = new List<string>();
        for (var count = 1 + _random.Below(4); count > 0; count--)
        {
            var product = Catalogue.Products[_random.Below(Catalogue.Products.Count)];
            var sku = _random.Chance(options.UnknownPerMillion) ? UnknownSku : product.Sku;
            items.Add(FormattableString.Invariant($"{{\"sku\":{sku},\"qty\":{1 + _random.Below(5)}}}"));
        }

        return string.Join(',', items);
    }

    private string Wrong(int number) => _random.Below(5) switch
    {
        0 => Order(number, "{\"sku\":1001,\"qty\":0}", Customer()),
        1 => Order(number, Items(), "nobody"),
        2 => Order(number, string.Empty, Customer()),
        3 => FormattableString.Invariant($"{{\"order\":{number},\"at\":{At()},\"items\":[{Items()}]}}\n"),
        _ => Order(number, Items(), Customer())[..^20] + "\n",
    };
}
