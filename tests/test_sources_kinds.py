"""What a row of a file stands for is told by its headers together, not by any one of them."""

import pyarrow as pa
import pytest

from data.matching import Matching
from data.reading_rows import TextRows, cell_name
from data.sources import recognise

KINDS = [
    ("customers", "Lead ID,First Name,Last Name,Company,Email,Lead Source,Lead Owner"),
    ("customers", "客户名称,客户级别,所属行业,客户来源,负责人,创建时间,省,市,电话"),
    ("customers", "会员编号,姓名,性別,生日,手機,會員等級,加入日期,縣市,是否同意行銷"),
    ("customers", "card_no,member_name,dob,enroll_date,tier_code,email_opt_in"),
    ("customers", "external_id,email,dob,gender,email_subscribe,created_at,total_revenue"),
    ("customers", "id,Email,Name,Created (UTC),Currency,Plan,Total Spend,Payment Count"),
    (
        "customers",
        "Id,First Name,Last Name,Title,Company,Email,Phone,Lead Score,Star Value,Tags,City,Owner,"
        "Created Date",
    ),
    ("invoices", "单据编号,业务日期,到期日,往来户编码,往来户名称,价税合计,已核销金额,逾期天数"),
    ("tickets", "案件編號,客戶姓名,聯絡電話,問題分類,處理專員,首次回覆時間,結案時間,滿意度"),
    ("campaign_sends", "活动名称,会员手机,券名称,发送时间,领取时间,核销时间,核销门店"),
    ("interactions", "日期,客户,联系人,跟进方式,跟进内容,下次跟进时间,跟进人"),
    ("customers", "account_id,account_name,plan,seats,csm,renewal_date,mrr"),
    (
        "orders",
        "商品,订单号,订单状态,商品总价(元),用户实付金额(元),商品数量(件),支付时间,收货人,手机",
    ),
    ("orders", "ddbh,khbh,xdsj,je,spmc"),
    ("orders", "Sales Document,Sold-to Party,Document Date,Net Value,Material,Order Quantity"),
    ("orders", "Gift ID,Donor ID,Gift Date,Gift Amount,Campaign"),
    ("orders", "学员编号,学员姓名,报名课程,报名时间,缴费金额,是否退费"),
    ("orders", "PNR,Passenger Name,Frequent Flyer Number,Flight Date,Fare,Cabin"),
    ("orders", "商机名称,客户名称,商机金额,结单日期,销售阶段,负责人"),
    ("subscriptions", "Account Name,Contract Start,Contract End,ARR,Renewal Status,Owner"),
    ("subscriptions", "合約編號,客戶名稱,方案,月費,起始日,到期日,終止原因,狀態"),
    ("subscriptions", "Policy Number,Policyholder Name,Product Line,Inception Date,Expiry Date"),
    ("survey_responses", "#,How likely are you to recommend us?,Submit Date (UTC),Network ID"),
    ("survey_responses", "评价时间,用户昵称,总评分,口味,环境,服务,评价内容"),
    ("tickets", "工單編號,客戶編號,建立時間,處理人員,問題類型,結案時間,滿意度"),
    ("tickets", "Case Number,Account Name,Contact Name,Subject,Priority,Date/Time Opened"),
    ("tickets", "会话ID,访客ID,客服,开始时间,结束时间,满意度评价,来源"),
    ("interactions", "客户名称,跟进人,跟进方式,跟进时间,跟进内容"),
    ("interactions", "direction,number,user,started at,duration (s),contact name"),
    ("campaign_sends", "手机号码,短信内容,发送时间,发送状态,活动名称,是否点击"),
    ("campaign_sends", "user_id,push_id,title,sent_time,is_arrived,is_clicked,ab_group"),
    ("invoices", "账单编号,客户编号,账单金额,缴费截止日,缴费日期,实缴金额,欠费金额"),
    ("invoices", "ContactName,InvoiceNumber,InvoiceDate,DueDate,Total,InvoiceAmountPaid"),
    ("events", "visitor_id,page_url,referrer,visit_time,duration_seconds"),
    ("events", "event,time,distinct_id,$city,$browser,$current_url"),
    ("retention_actions", "预警编号,客户编号,预警时间,预警原因,挽留方案,联系时间,挽回时间"),
]

OTHERS = [
    "账期,产品名称,实例ID,计费方式,用量,单价,应付金额,消费时间",
    "host,level,ts,message,latency_ms,status",
    "vendor,invoice no,due date,amount,paid",
    "PO Number,Supplier,Buyer,PO Date,SKU,Qty Ordered,Unit Cost",
    "工号,姓名,部门,考勤日期,上班打卡,下班打卡",
    "Employee ID,Employee Name,Department,Hire Date,Manager,Email",
    "Supplier Code,Supplier Name,Contact,Phone,Email,Payment Terms",
    "SKU,商品名称,仓库,库存数量,可用库存,成本价,更新时间",
    "PO Number,Supplier,PO Date,Item,Qty,Unit Cost,Total",
    "Campaign,Ad group,Impressions,Clicks,CTR,Cost,Conversions,Date",
    "日期,销售额,订单数,客单价,新客数",
    "id,name,start_date,end_date,created_at,owner_id",
    "id,title,handle,product_type,vendor,created_at,published_at",
    "ticket_id,tag",
    "contact_id,segment_id,added_at",
    "运单号,订单号,发货时间,签收时间,收件人,收件电话,物流状态",
    "abandoned_checkout_url,cart_token,customer_id,email,total_price,created_at,line_items",
    "id,amount,arrival_date,destination,status,currency",
    "reservation_id,guest_name,phone,party_size,reserved_for,source",
]


def header_alone(line: str) -> Matching:
    header = tuple(line.split(","))
    texts = {cell_name(place): pa.array([], pa.string()) for place in range(len(header))}
    none = pa.table({"row": pa.array([], pa.int64()), **texts})
    return recognise(TextRows("file.csv", "utf-8", ",", 1.0, header, none, none))


@pytest.mark.parametrize(("table", "line"), KINDS)
def test_a_file_is_taken_for_the_table_that_its_headers_speak_of(table: str, line: str) -> None:
    assert header_alone(line).table == table


@pytest.mark.parametrize("line", OTHERS)
def test_what_is_like_a_table_of_ours_and_is_not_is_left_to_the_reader(line: str) -> None:
    assert header_alone(line).table is None
