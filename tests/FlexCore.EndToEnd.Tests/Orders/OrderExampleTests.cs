using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;
using FlexCore.Examples.Orders;

namespace FlexCore.EndToEnd.Tests.Orders;

public sealed class OrderExampleTests : IDisposable
{
    private const string Example = "deploy/examples/orders";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_example_gives_the_committed_result()
    {
        await RunAsync(await File.ReadAllBytesAsync(Repository.PathOf($"{Example}/orders.ndjson")));

        _workspace.Read("out/revenue.ndjson").ShouldBe(await File.ReadAllTextAsync(Repository.PathOf($"{Example}/expected/revenue.ndjson")));
    }

    [Fact]
    public void The_committed_sample_and_catalogue_are_what_the_generator_knows()
    {
        Generate(new OrderOptions { Orders = 900, Seed = 2026 }).ShouldBe(File.ReadAllBytes(Repository.PathOf($"{Example}/orders.ndjson")));

        var lines = Catalogue.Products.Select(product => $"{product.Sku},{Quoted(product.Name)},{product.Category},{product.Cents}");
        File.ReadAllText(Repository.PathOf($"{Example}/products.csv")).ShouldBe("sku,name,category,cents\n" + string.Concat(lines.Select(line => line + "\n")));
    }

    [Fact]
    public async Task Revenue_and_rejects_are_those_of_an_independent_reading()
    {
        var bytes = Generate(new OrderOptions { Orders = 20_000, Seed = 11 });

        await RunAsync(bytes);

        var (expected, rejected) = Expected(bytes);
        var actual = _workspace.Lines("out/revenue.ndjson").Select(line => JsonDocument.Parse(line).RootElement)
            .GroupBy(row => row.GetProperty("sku").GetInt32())
            .ToDictionary(rows => rows.Key, rows => (Pieces: rows.Sum(row => row.GetProperty("pieces").GetInt64()), Revenue: rows.Sum(row => row.GetProperty("revenue").GetDecimal())));
        actual.OrderBy(row => row.Key).ShouldBe(expected.OrderBy(row => row.Key));
        _workspace.Lines("out/rejected.ndjson").Length.ShouldBe(rejected);
        rejected.ShouldBeGreaterThan(300);
    }

    [Fact]
    public async Task Every_kind_of_mistake_is_named()
    {
        await RunAsync(Generate(new OrderOptions { Orders = 3_000, Seed = 3 }));

        var dead = _workspace.Read("out/rejected.ndjson");
        dead.ShouldContain("'/items/0/qty' is 0, but the schema says minimum 1");
        dead.ShouldContain("'/customer' is \\\"nobody\\\", but the schema says format \\\"email\\\"");
        dead.ShouldContain("'/items' has 0 items, but the schema says minItems 1");
        dead.ShouldContain("'/' has no field 'customer', but the schema says required");
        dead.ShouldContain("\"reason\":\"invalid-json\"");
        dead.ShouldContain("\"reason\":\"lookup-missing\",\"detail\":\"the key 9999 is not in");
    }

    private async Task RunAsync(byte[] orders)
    {
        foreach (var file in new[] { "pipeline.yaml", "order.schema.json", "products.csv" })
        {
            _workspace.Write(file, await File.ReadAllTextAsync(Repository.PathOf($"{Example}/{file}")));
        }

        _workspace.Write("orders.ndjson", orders);
        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "pipeline.yaml")).ShouldExitWith(0);
    }

    private static byte[] Generate(OrderOptions options)
    {
        using var target = new MemoryStream();
        new OrderGenerator(options).WriteTo(target);
        return target.ToArray();
    }

    private static string Quoted(string text) => text.AsSpan().ContainsAny(',', '"') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    // System.Text.Json and dictionaries: nothing in common with the product.
    private static (Dictionary<int, (long Pieces, decimal Revenue)> Revenue, int Rejected) Expected(byte[] bytes)
    {
        var prices = Catalogue.Products.ToDictionary(product => product.Sku, product => product.Cents / 100m);
        var revenue = new Dictionary<int, (long Pieces, decimal Revenue)>();
        var rejected = 0;
        foreach (var line in System.Text.Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryRead(line, out var items))
            {
                rejected++;
                continue;
            }

            foreach (var (sku, quantity) in items)
            {
                if (prices.TryGetValue(sku, out var price))
                {
                    var (pieces, sum) = revenue.GetValueOrDefault(sku);
                    revenue[sku] = (pieces + quantity, sum + (quantity * price));
                }
                else
                {
                    rejected++;
                }
            }
        }

        return (revenue, rejected);
    }

    private static bool TryRead(string line, out List<(int Sku, int Quantity)> items)
    {
        items = [];
        try
        {
            var order = JsonDocument.Parse(line).RootElement;
            items = [.. order.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("sku").GetInt32(), item.GetProperty("qty").GetInt32()))];
            return items.Count > 0 && items.All(item => item.Quantity > 0) && order.TryGetProperty("customer", out var customer) && customer.GetString()?.Contains('@', StringComparison.Ordinal) == true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
